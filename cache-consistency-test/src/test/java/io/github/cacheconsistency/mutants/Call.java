package io.github.cacheconsistency.mutants;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.test.util.ReflectionTestUtils;

/** One call of a changed method. */
final class Call {

    private final WovenMethod method;
    private final @Nullable Object target;
    private final @Nullable Object[] arguments;
    private boolean failedAsWritten;

    Call(WovenMethod method, @Nullable Object target, @Nullable Object[] arguments) {
        this.method = method;
        this.target = target;
        this.arguments = arguments;
    }

    /** Runs the library's code, with the current arguments. */
    @Nullable
    Object proceed() throws Throwable {
        try {
            return method.asWritten(target, arguments);
        } catch (Throwable failure) {
            failedAsWritten = true;
            throw failure;
        }
    }

    /** The same call with another argument at {@code index}. */
    @Nullable
    Object proceedWith(int index, @Nullable Object argument) throws Throwable {
        arguments[index] = argument;
        return proceed();
    }

    /** Whether the library's own code threw, rather than the mutant's. */
    boolean failedAsWritten() {
        return failedAsWritten;
    }

    /** The object on which the method was called. */
    Object target() {
        return Objects.requireNonNull(target, "a static method has no target");
    }

    @SuppressWarnings("unchecked")
    <T> T argument(int index) {
        return (T) Objects.requireNonNull(arguments[index], () -> "argument " + index + " of " + method);
    }

    /** The value of a private field of {@link #target()}. */
    @SuppressWarnings("unchecked")
    <T> T field(String name) {
        return (T) Objects.requireNonNull(ReflectionTestUtils.getField(target(), name), name);
    }
}

package io.github.cacheconsistency.mutants;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** The advice that is added to the library's methods. Public, because it is called from these methods. */
public final class WovenCode {

    private WovenCode() {}

    /** The instrumented place. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface At {}

    /** The result of a mutant. */
    public record Instead(@Nullable Object value) {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable Object enter(
            @At String place,
            @Advice.This(optional = true) @Nullable Object target,
            @Advice.AllArguments @Nullable Object[] arguments)
            throws Throwable {
        return Seeds.instead(place, target, arguments);
    }

    @Advice.OnMethodExit
    static void exit(
            @Advice.Enter @Nullable Object instead,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object result) {
        if (instead != null) {
            result = ((Instead) instead).value();
        }
    }
}

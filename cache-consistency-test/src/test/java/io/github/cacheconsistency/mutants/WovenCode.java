package io.github.cacheconsistency.mutants;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** What is woven into the library's methods. Public, because from then on it is their code that calls it. */
public final class WovenCode {

    private WovenCode() {}

    /** Which place it was woven into. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface At {}

    /** The answer of a mutant. */
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

package io.github.cacheconsistency.mutants;

import org.jspecify.annotations.Nullable;

/** What a mutant does at one place instead of the library's code. Thread-safe. */
@FunctionalInterface
interface Change {

    /**
     * Runs in place of the call.
     *
     * @return the result of the call; ignored for a void method
     */
    @Nullable
    Object instead(Call call) throws Throwable;

    /** Whether the mutant changes this call; other calls run the library's code. */
    default boolean concerns(Call call) {
        return true;
    }
}

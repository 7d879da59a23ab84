package io.github.cacheconsistency.mutants;

import org.jspecify.annotations.Nullable;

/** What a mutant does at one place instead of what the library does there. Thread-safe. */
@FunctionalInterface
interface Change {

    /**
     * Runs in place of the call.
     *
     * @return what the call returns; ignored where it returns nothing
     */
    @Nullable
    Object instead(Call call) throws Throwable;

    /** Whether this call is one of those that the mutant changes; the others go on as written. */
    default boolean concerns(Call call) {
        return true;
    }
}

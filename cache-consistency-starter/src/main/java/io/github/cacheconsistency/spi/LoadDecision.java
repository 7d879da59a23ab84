package io.github.cacheconsistency.spi;

import org.jspecify.annotations.Nullable;

/** What a reader that missed may do. */
public sealed interface LoadDecision {

    /** Load, then offer the value with {@code permit}. */
    record Granted(FillPermit permit) implements LoadDecision {}

    /**
     * The key is not empty: somebody holds its lease or has filled it.
     *
     * @param state what it holds; {@code null} if that is not known, so that the reader must retry the lookup
     */
    record Occupied(@Nullable KeyState state) implements LoadDecision {}

    /** Load and return the value, but do not cache it: a write is under way. */
    record Refused() implements LoadDecision {}

    /**
     * The same, because the database could not be asked whether a write is under way. Nothing is held.
     *
     * @param cause what it answered
     */
    record ProbeFailed(Exception cause) implements LoadDecision {}
}

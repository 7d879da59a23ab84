package io.github.cacheconsistency.spi;

import org.jspecify.annotations.Nullable;

/** What a reader may do after a miss. */
public sealed interface LoadDecision {

    /** The reader loads the value, then offers it with {@code permit}. */
    record Granted(FillPermit permit) implements LoadDecision {}

    /**
     * The key is not absent: it holds a value, a lease or a tombstone.
     *
     * @param state the state of the key, or {@code null} if it is not known, so that the reader must repeat the lookup
     */
    record Occupied(@Nullable KeyState state) implements LoadDecision {}

    /** The reader loads and returns the value but must not cache it, because a write may be in progress. */
    record Refused() implements LoadDecision {}

    /**
     * Like {@link Refused}, because the database could not tell whether a write is in progress. No lease is held.
     *
     * @param cause the failure of the probe
     */
    record ProbeFailed(Exception cause) implements LoadDecision {}
}

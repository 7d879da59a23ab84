package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import io.github.cacheconsistency.FillPermit;
import io.github.cacheconsistency.KeyState;
import org.jspecify.annotations.Nullable;

/** What a reader does after it has looked into Redis. */
sealed interface ReadDecision {

    /** Load and return, without offering the value to the cache. */
    ReadDecision READ_THROUGH = new Pass(ReadOutcome.READ_THROUGH, null);

    /** The same, because Redis is not trusted. */
    ReadDecision REDIS_FAILED = new Pass(ReadOutcome.REDIS_FAILED, null);

    /** Return what is cached. */
    record Found(KeyState.Value value) implements ReadDecision {}

    /** Load and offer the value; {@code flight} is to be landed at the end. */
    record Granted(FillPermit permit, @Nullable Flight flight) implements ReadDecision {}

    /**
     * Load and return.
     *
     * @param outcome what it is counted as
     * @param cause what Redis or the database answered, if one of them failed
     */
    record Pass(ReadOutcome outcome, @Nullable Exception cause) implements ReadDecision {}
}

package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import io.github.cacheconsistency.internal.load.LoadLimiter;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import org.jspecify.annotations.Nullable;

/** What a reader does after it has looked into Redis. */
sealed interface ReadDecision {

    /** Load and return, without offering the value to the cache. */
    ReadDecision READ_THROUGH = new Pass(ReadOutcome.READ_THROUGH, null, null);

    /** The same, because Redis is not trusted. */
    ReadDecision REDIS_FAILED = new Pass(ReadOutcome.REDIS_FAILED, null, null);

    /** Return what is cached. */
    record Found(KeyState.Value value) implements ReadDecision {}

    /**
     * Load and offer the value.
     *
     * @param inFlight to be completed at the end
     * @param turn which the load has taken
     */
    record Granted(FillPermit permit, @Nullable InFlightLoad inFlight, LoadLimiter.@Nullable Turn turn)
            implements ReadDecision {}

    /**
     * Load and return.
     *
     * @param outcome what it is counted as
     * @param cause what Redis or the database answered, if one of them failed
     * @param turn for the load, if there is one yet; perhaps not taken
     */
    record Pass(ReadOutcome outcome, @Nullable Exception cause, LoadLimiter.@Nullable Turn turn)
            implements ReadDecision {}
}

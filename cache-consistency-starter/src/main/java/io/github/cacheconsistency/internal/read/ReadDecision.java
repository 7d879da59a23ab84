package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import io.github.cacheconsistency.internal.load.LoadLimiter;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import org.jspecify.annotations.Nullable;

/** What a reader does after its lookup in Redis. */
sealed interface ReadDecision {

    /** Load and return, without a fill. */
    ReadDecision READ_THROUGH = new Pass(ReadOutcome.READ_THROUGH, null, null);

    /** Load and return, without a fill, because Redis is not trusted. */
    ReadDecision REDIS_FAILED = new Pass(ReadOutcome.REDIS_FAILED, null, null);

    /** Return the cached value. */
    record Found(KeyState.Value value) implements ReadDecision {}

    /**
     * Load and fill.
     *
     * @param inFlight the load to complete at the end; {@code null} if there is none
     * @param turn the turn that the load has taken; {@code null} if it needs none
     */
    record Granted(FillPermit permit, @Nullable InFlightLoad inFlight, LoadLimiter.@Nullable Turn turn)
            implements ReadDecision {}

    /**
     * Load and return, without a fill.
     *
     * @param outcome the outcome to report
     * @param cause the failure of Redis or of the database; {@code null} if neither failed
     * @param turn the turn for the load, which may not be taken yet; {@code null} if there is none
     */
    record Pass(ReadOutcome outcome, @Nullable Exception cause, LoadLimiter.@Nullable Turn turn)
            implements ReadDecision {}
}

package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import io.github.cacheconsistency.FillPermit;
import io.github.cacheconsistency.KeyState;
import org.jspecify.annotations.Nullable;

/** What a reader does after it has looked into Redis. */
sealed interface ReadDecision {

    /** Load and return, without offering the value to the cache. */
    ReadDecision READ_THROUGH = new Pass(ReadOutcome.READ_THROUGH);

    /** The same, because Redis failed. */
    ReadDecision REDIS_FAILED = new Pass(ReadOutcome.REDIS_FAILED);

    /** The same, because the database failed the probe. */
    ReadDecision PROBE_FAILED = new Pass(ReadOutcome.PROBE_FAILED);

    /** Return what is cached. */
    record Found(KeyState.Value value) implements ReadDecision {}

    /** Load and offer the value; {@code flight} is to be landed at the end. */
    record Granted(FillPermit permit, @Nullable Flight flight) implements ReadDecision {}

    /** One of the constants; {@code outcome} is what it is counted as. */
    record Pass(ReadOutcome outcome) implements ReadDecision {}
}

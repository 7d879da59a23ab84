package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.FillPermit;
import io.github.cacheconsistency.KeyState;
import org.jspecify.annotations.Nullable;

/** What a reader does after it has looked into Redis. */
sealed interface ReadDecision {

    /** Load and return, without offering the value to the cache. */
    ReadDecision READ_THROUGH = new Pass();

    /** The same, because Redis failed. */
    ReadDecision REDIS_FAILED = new Pass();

    /** Return what is cached. */
    record Found(KeyState.Value value) implements ReadDecision {}

    /** Load and offer the value; {@code flight} is to be landed at the end. */
    record Granted(FillPermit permit, @Nullable Flight flight) implements ReadDecision {}

    /** Compared by identity: one of the two constants. */
    final class Pass implements ReadDecision {

        private Pass() {}
    }
}

package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LoadDecision;

/** A lookup that may or may not be followed by a fill. It never waits, and delays no other reader. */
final class UnattendedLookup {

    private UnattendedLookup() {}

    /**
     * Takes the right to fill, unless a reader that loads has it.
     *
     * @param state what the key held; not a value
     */
    static ReadDecision decide(ConsistencyStrategy strategy, CacheKey key, KeyState state) {
        if (state instanceof KeyState.Tombstone || state instanceof KeyState.Lease lease && !lease.isUnattended()) {
            return ReadDecision.READ_THROUGH;
        }
        LoadDecision answer = strategy.prepareUnattended(key);
        if (answer instanceof LoadDecision.Granted granted) {
            return new ReadDecision.Granted(granted.permit(), null, null);
        }
        if (answer instanceof LoadDecision.Occupied occupied && occupied.state() instanceof KeyState.Value value) {
            return new ReadDecision.Found(value);
        }
        return Miss.notGranted(answer);
    }
}

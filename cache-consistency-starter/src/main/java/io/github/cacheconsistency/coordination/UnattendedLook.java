package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyStrategy;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.LoadDecision;

/** A look of which nobody tells whether a fill follows, or when. It never waits, and holds up no other reader. */
final class UnattendedLook {

    private UnattendedLook() {}

    /**
     * Takes the right to fill if that takes it from no reader that loads.
     *
     * @param state what the key held; no value
     */
    static ReadDecision decide(ConsistencyStrategy strategy, CacheKey key, KeyState state) {
        if (state instanceof KeyState.Fence || state instanceof KeyState.Lease lease && !lease.isUnattended()) {
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

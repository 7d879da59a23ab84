package io.github.cacheconsistency.strategy;

import io.github.cacheconsistency.FillPermit;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.LoadDecision;

/** How strategies without leases read. */
final class UnconditionalFill {

    static final LoadDecision GRANTED = new LoadDecision.Granted(FillPermit.UNCONDITIONAL);

    private UnconditionalFill() {}

    /** A lease left behind by another strategy is nothing to wait for here. */
    static KeyState withoutLease(KeyState state) {
        return state instanceof KeyState.Lease ? KeyState.Absent.INSTANCE : state;
    }
}

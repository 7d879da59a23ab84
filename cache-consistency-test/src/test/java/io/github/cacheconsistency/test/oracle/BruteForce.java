package io.github.cacheconsistency.test.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * The definition of linearizability, literally: tries all orders that agree with the moments, of all operations that
 * may have happened.
 */
final class BruteForce {

    private BruteForce() {}

    static boolean isLinearizable(long initialVersion, List<LoggedOperation> operations) {
        return isLinearizable(initialVersion, operations, false);
    }

    /** @param inVersionOrder whether writes must be in the order of their versions */
    static boolean isLinearizable(long initialVersion, List<LoggedOperation> operations, boolean inVersionOrder) {
        List<LoggedOperation> unfinished = operations.stream()
                .filter(operation -> operation.ended() == OperationLog.NEVER)
                .toList();
        for (int chosen = 0; chosen < 1 << unfinished.size(); chosen++) {
            List<LoggedOperation> happened = new ArrayList<>(operations);
            happened.removeAll(unfinished);
            for (int i = 0; i < unfinished.size(); i++) {
                if ((chosen >> i & 1) == 1) {
                    happened.add(unfinished.get(i));
                }
            }
            if (someOrderExplains(initialVersion, happened, inVersionOrder)) {
                return true;
            }
        }
        return false;
    }

    /** Tries each operation that may come next, given that {@code held} is the version that a read returns now. */
    private static boolean someOrderExplains(long held, List<LoggedOperation> rest, boolean inVersionOrder) {
        if (rest.isEmpty()) {
            return true;
        }
        for (int i = 0; i < rest.size(); i++) {
            LoggedOperation next = rest.get(i);
            boolean explained = next.write() ? !inVersionOrder || next.version() >= held : next.version() == held;
            if (!explained || comesAfterAnother(next, rest)) {
                continue;
            }
            rest.remove(i);
            boolean found = someOrderExplains(next.version(), rest, inVersionOrder);
            rest.add(i, next);
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static boolean comesAfterAnother(LoggedOperation next, List<LoggedOperation> rest) {
        for (LoggedOperation other : rest) {
            if (other.ended() < next.started()) {
                return true;
            }
        }
        return false;
    }
}

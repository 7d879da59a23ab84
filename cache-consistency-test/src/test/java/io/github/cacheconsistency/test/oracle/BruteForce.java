package io.github.cacheconsistency.test.oracle;

import java.util.ArrayList;
import java.util.List;

/** The definition of linearizability, word for word: tries all orders that agree with the clock, of all
 * operations that may have happened. */
final class BruteForce {

    private BruteForce() {}

    static boolean isLinearizable(long initialVersion, List<LoggedOperation> operations) {
        return isLinearizable(initialVersion, operations, false);
    }

    /** @param inVersionOrder whether writes must come in the order of their versions */
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
            if (someOrderExplains(initialVersion, happened, new ArrayList<>(), inVersionOrder)) {
                return true;
            }
        }
        return false;
    }

    private static boolean someOrderExplains(
            long initialVersion, List<LoggedOperation> rest, List<LoggedOperation> order, boolean inVersionOrder) {
        if (rest.isEmpty()) {
            return explains(initialVersion, order, inVersionOrder);
        }
        for (int i = 0; i < rest.size(); i++) {
            LoggedOperation next = rest.get(i);
            if (rest.stream().anyMatch(other -> other.ended() < next.started())) {
                continue;
            }
            rest.remove(i);
            order.add(next);
            boolean found = someOrderExplains(initialVersion, rest, order, inVersionOrder);
            order.remove(order.size() - 1);
            rest.add(i, next);
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static boolean explains(long initialVersion, List<LoggedOperation> order, boolean inVersionOrder) {
        long held = initialVersion;
        for (LoggedOperation operation : order) {
            if (operation.write()) {
                if (inVersionOrder && operation.version() < held) {
                    return false;
                }
                held = operation.version();
            } else if (operation.version() != held) {
                return false;
            }
        }
        return true;
    }
}

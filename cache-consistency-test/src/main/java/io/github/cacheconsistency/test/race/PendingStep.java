package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Operation;

/**
 * What a task is about to do; it is held until the driver lets it go.
 *
 * @param task its name
 * @param operation the operation that waits
 */
public record PendingStep(String task, Operation operation) {

    @Override
    public String toString() {
        return operation.toString();
    }
}

package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Operation;

/**
 * The next step of a task, which is held until the driver releases it.
 *
 * @param task the name of the task
 * @param operation the held operation
 */
public record PendingStep(String task, Operation operation) {

    @Override
    public String toString() {
        return operation.toString();
    }
}

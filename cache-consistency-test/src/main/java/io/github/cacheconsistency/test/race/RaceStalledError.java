package io.github.cacheconsistency.test.race;

/** A task neither reached its next step nor ended in time. The message says where every task stands. */
public final class RaceStalledError extends AssertionError {

    private static final long serialVersionUID = 1L;

    RaceStalledError(String message) {
        super(message);
    }
}

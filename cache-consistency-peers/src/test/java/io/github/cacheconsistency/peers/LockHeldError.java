package io.github.cacheconsistency.peers;

/**
 * A task of a forced order requested a lock that another, paused task holds, so the order cannot be forced. An error,
 * because caches handle exceptions.
 */
final class LockHeldError extends Error {

    private static final long serialVersionUID = 1L;

    LockHeldError(String lock) {
        super("The peer's own lock " + lock
                + " is held by another task, which stands still: this order of steps cannot " + "be forced");
    }
}

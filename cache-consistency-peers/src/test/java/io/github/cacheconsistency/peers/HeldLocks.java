package io.github.cacheconsistency.peers;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often a task of a forced order has requested a lock that another task holds. Thread-safe. */
final class HeldLocks {

    private final AtomicInteger wanted = new AtomicInteger();

    /** Returns the error for the task that requested {@code lock}. */
    LockHeldError wanted(String lock) {
        wanted.incrementAndGet();
        return new LockHeldError(lock);
    }

    int count() {
        return wanted.get();
    }
}

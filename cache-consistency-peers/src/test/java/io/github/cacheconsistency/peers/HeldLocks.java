package io.github.cacheconsistency.peers;

import java.util.concurrent.atomic.AtomicInteger;

/** How often a task of a forced order has wanted a lock that another task held. Thread-safe. */
final class HeldLocks {

    private final AtomicInteger wanted = new AtomicInteger();

    /** What the task that wants {@code lock} ends with. */
    LockHeldError wanted(String lock) {
        wanted.incrementAndGet();
        return new LockHeldError(lock);
    }

    int count() {
        return wanted.get();
    }
}

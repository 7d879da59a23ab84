package io.github.cacheconsistency.test.race;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The one lock of a race: tasks and driver change and await the state of tasks under it. */
final class Turnstile {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean open;

    /** Changes state and wakes everybody who waits for it. */
    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isTrue(BooleanSupplier condition) {
        lock.lock();
        try {
            return condition.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** From now on nobody is held. */
    void open() {
        change(() -> open = true);
    }

    boolean isOpen() {
        return isTrue(() -> open);
    }

    /** Waits until {@code condition} holds, or until the turnstile is open. */
    void awaitOrOpen(BooleanSupplier condition) {
        lock.lock();
        try {
            while (!open && !condition.getAsBoolean()) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@code condition} holds; {@code false} if it does not within {@code limit} of real time. */
    boolean await(BooleanSupplier condition, Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while driving a race", e);
        } finally {
            lock.unlock();
        }
    }
}

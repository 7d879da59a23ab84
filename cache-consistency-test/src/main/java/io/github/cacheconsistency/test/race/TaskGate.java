package io.github.cacheconsistency.test.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Holds and releases the tasks of a race. It has one lock, under which tasks and driver change and await the state of
 * tasks. Each task waits on a condition of its own, so that a step wakes only the task that takes it.
 */
final class TaskGate {

    private final ReentrantLock lock = new ReentrantLock();
    /** Signalled when the state of a task changes; the driver waits for it. */
    private final Condition changed = lock.newCondition();

    private final List<Condition> conditions = new ArrayList<>();
    private boolean open;

    /** Creates the condition that one task waits on. */
    Condition newCondition() {
        lock.lock();
        try {
            Condition condition = lock.newCondition();
            conditions.add(condition);
            return condition;
        } finally {
            lock.unlock();
        }
    }

    /** Changes the state of a task and wakes the driver. */
    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Changes the state of the task that waits on {@code condition}, and wakes the task and the driver. */
    void changeAndWake(Condition condition, Runnable change) {
        lock.lock();
        try {
            change.run();
            condition.signal();
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

    /** From now on no task is held. */
    void open() {
        change(() -> {
            open = true;
            conditions.forEach(Condition::signal);
        });
    }

    boolean isOpen() {
        return isTrue(() -> open);
    }

    /**
     * If the gate is closed and {@code stops} is true, waits on {@code condition} until {@code released} is true or the
     * gate is opened; then calls {@code passed} in any case. All of them are called under the lock.
     */
    void pass(Condition condition, BooleanSupplier stops, BooleanSupplier released, Runnable passed) {
        lock.lock();
        try {
            if (!open && stops.getAsBoolean()) {
                changed.signalAll();
                while (!open && !released.getAsBoolean()) {
                    condition.awaitUninterruptibly();
                }
            }
            passed.run();
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

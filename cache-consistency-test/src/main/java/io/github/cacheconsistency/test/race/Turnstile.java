package io.github.cacheconsistency.test.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The one lock of a race: tasks and driver change and await the state of tasks under it. Each task waits at a place of its
 * own, so that a step wakes the one task that takes it and not all of them.
 */
final class Turnstile {

    private final ReentrantLock lock = new ReentrantLock();
    /** What drivers wait for. */
    private final Condition changed = lock.newCondition();

    private final List<Condition> places = new ArrayList<>();
    private boolean open;

    /** Where one task waits. */
    Condition newPlace() {
        lock.lock();
        try {
            Condition place = lock.newCondition();
            places.add(place);
            return place;
        } finally {
            lock.unlock();
        }
    }

    /** Changes state and wakes the drivers. */
    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Changes the state of the task that waits at {@code place}, and wakes it. */
    void changeAndWake(Condition place, Runnable change) {
        lock.lock();
        try {
            change.run();
            place.signal();
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
        change(() -> {
            open = true;
            places.forEach(Condition::signal);
        });
    }

    boolean isOpen() {
        return isTrue(() -> open);
    }

    /**
     * Unless the turnstile is open, or {@code stops} says no, waits at {@code place} until {@code released} says so, or
     * until it is opened; {@code passed} is called in any case. All of them are called under the lock.
     */
    void pass(Condition place, BooleanSupplier stops, BooleanSupplier released, Runnable passed) {
        lock.lock();
        try {
            if (!open && stops.getAsBoolean()) {
                changed.signalAll();
                while (!open && !released.getAsBoolean()) {
                    place.awaitUninterruptibly();
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

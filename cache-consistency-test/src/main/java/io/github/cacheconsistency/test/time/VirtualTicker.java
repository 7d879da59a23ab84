package io.github.cacheconsistency.test.time;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock for time limits on a busy machine: it counts ticks instead of real time. A tick is a pause followed by some
 * work on a thread of its own. The pause is the nominal length of a tick; the work needs a processor and the servers,
 * so that ticks slow down together with the code under test when the machine is busy. Thread-safe.
 */
public final class VirtualTicker implements AutoCloseable {

    private final AtomicLong ticks = new AtomicLong();
    private final ScheduledExecutorService thread;
    private volatile @Nullable RuntimeException failure;

    /**
     * Starts ticking.
     *
     * @param pause the time from the end of a tick to the work of the next one
     * @param work the work of each tick, for example one query to each server
     */
    public VirtualTicker(Duration pause, Runnable work) {
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "virtual-ticker");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.scheduleWithFixedDelay(() -> tick(work), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void tick(Runnable work) {
        try {
            work.run();
            ticks.incrementAndGet();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** The number of ticks so far. */
    public long ticks() {
        return ticks.get();
    }

    /**
     * Polls {@code condition} on the current thread until it holds or {@code limit} ticks have passed.
     *
     * @return whether it holds
     * @throws IllegalStateException if the work of a tick failed, which ends the ticking
     */
    public boolean holdsWithin(long limit, BooleanSupplier condition) {
        while (true) {
            boolean over = ticks() >= limit;
            if (condition.getAsBoolean()) {
                return true;
            }
            if (over) {
                return false;
            }
            if (failure != null) {
                throw new IllegalStateException(
                        "The work of a tick failed, so the time limit cannot be measured", failure);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

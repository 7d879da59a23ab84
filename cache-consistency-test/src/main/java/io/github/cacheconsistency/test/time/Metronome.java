package io.github.cacheconsistency.test.time;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds real time where the machine may be busy. A beat is a pause and then some work, one after the other on a thread of
 * its own; the pause is what the bound is made of, the work what anybody needs a processor and the servers for. Where
 * these are slow, beats are late, as everything is that the bound is about. Thread-safe.
 */
public final class Metronome implements AutoCloseable {

    private final AtomicLong beats = new AtomicLong();
    private final ScheduledExecutorService thread;
    private volatile @Nullable RuntimeException failure;

    /**
     * Starts beating.
     *
     * @param pause from the end of a beat to the work of the next one
     * @param work of each beat, such as one query to each server
     */
    public Metronome(Duration pause, Runnable work) {
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "metronome");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.scheduleWithFixedDelay(() -> beat(work), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void beat(Runnable work) {
        try {
            work.run();
            beats.incrementAndGet();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** How many beats there were so far. */
    public long beats() {
        return beats.get();
    }

    /**
     * Asks again and again, on the current thread, until {@code condition} holds or the beats are over.
     *
     * @return whether it holds
     * @throws IllegalStateException if the work of a beat failed, so that nobody counts any more
     */
    public boolean holdsWithin(long limit, BooleanSupplier condition) {
        while (true) {
            boolean over = beats() >= limit;
            if (condition.getAsBoolean()) {
                return true;
            }
            if (over) {
                return false;
            }
            if (failure != null) {
                throw new IllegalStateException("The work of a beat failed, so the bound cannot be measured", failure);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

package io.github.cacheconsistency.test.time;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The time of one application context: real, until a race takes it over. Never runs backwards but in a race. */
public final class SwitchableClock implements AutoCloseable {

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "race-kit-time");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable RaceClock active;
    private long offset;

    /** From now on {@code clock} decides. */
    public synchronized void switchTo(RaceClock clock) {
        long now = nanoTime();
        active = clock;
        offset = now;
    }

    /** Time is real again, and goes on from where the race left it. */
    public synchronized void run() {
        long now = nanoTime();
        active = null;
        offset = now - System.nanoTime();
    }

    public synchronized long nanoTime() {
        return offset + (active == null ? System.nanoTime() : active.now().toNanos());
    }

    public boolean await(CompletionStage<?> signal, Duration atMost) {
        RaceClock clock = active();
        return clock == null ? awaitReally(signal, atMost) : clock.await(signal, atMost);
    }

    public void schedule(Runnable task, Duration delay) {
        RaceClock clock = active();
        if (clock == null) {
            executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            clock.schedule(task, delay);
        }
    }

    /** Runs what is still waiting, at once. */
    @Override
    public void close() {
        executor.shutdownNow().forEach(Runnable::run);
    }

    private synchronized @Nullable RaceClock active() {
        return active;
    }

    /** Waits in real time. */
    public static boolean awaitReally(CompletionStage<?> signal, Duration atMost) {
        try {
            signal.toCompletableFuture().get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | CancellationException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

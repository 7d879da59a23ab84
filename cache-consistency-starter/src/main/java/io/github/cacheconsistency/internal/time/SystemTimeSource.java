package io.github.cacheconsistency.internal.time;

import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link TimeSource} of real time: {@link System#nanoTime()} and a small scheduler with daemon threads. Thread-safe. */
public final class SystemTimeSource implements TimeSource, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SystemTimeSource.class);
    private static final int THREADS = 2;

    private final ScheduledThreadPoolExecutor scheduler;
    private final Set<OnceOnly> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean paused;
    private volatile boolean closed;

    public SystemTimeSource() {
        this("cache-consistency-", THREADS);
    }

    /** Creates a time source with its own threads, for work that must not delay other scheduled work. */
    public SystemTimeSource(String threadNamePrefix, int threads) {
        AtomicInteger count = new AtomicInteger();
        this.scheduler = new ScheduledThreadPoolExecutor(threads, task -> {
            Thread thread = new Thread(task, threadNamePrefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public boolean await(CompletionStage<?> signal, Duration atMost) {
        try {
            signal.toCompletableFuture().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | CancellationException completedWithFailure) {
            return true;
        } catch (TimeoutException elapsed) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        OnceOnly once = new OnceOnly(task);
        waiting.add(once);
        if (paused || closed) {
            once.run();
            return;
        }
        try {
            scheduler.schedule(once, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closedMeanwhile) {
            once.run();
        }
    }

    @Override
    public void scheduleUpkeep(Runnable task, Duration delay) {
        if (paused || closed) {
            return;
        }
        try {
            scheduler.schedule(() -> runUpkeep(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closedMeanwhile) {
            log.trace("Upkeep is not scheduled any more", closedMeanwhile);
        }
    }

    private void runUpkeep(Runnable task) {
        if (!paused && !closed) {
            new OnceOnly(task).run();
        }
    }

    /**
     * Runs all waiting tasks on the calling thread. Until {@link #resume()} is called, new tasks run at once, and upkeep is
     * skipped.
     */
    public void pause() {
        paused = true;
        waiting.forEach(OnceOnly::run);
    }

    /** Delays tasks again. */
    public void resume() {
        paused = false;
    }

    /** Runs all waiting tasks on the calling thread and shuts the scheduler down. */
    @Override
    public void close() {
        closed = true;
        scheduler.shutdown();
        waiting.forEach(OnceOnly::run);
    }

    /** A task that runs only once, although both the scheduler and {@link #pause()} or {@link #close()} may try to run it. */
    private final class OnceOnly implements Runnable {

        private final Runnable task;
        private final AtomicBoolean started = new AtomicBoolean();

        OnceOnly(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            waiting.remove(this);
            if (!started.compareAndSet(false, true)) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException failure) {
                log.error("A delayed task of the cache failed; expected it to report its own failures", failure);
            }
        }
    }
}

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

/** Real time: {@link System#nanoTime()} and a small scheduler of daemon threads. */
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

    /** With threads of its own, for work that must not hold up other delayed work. */
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

    /** Runs what is still waiting, on the calling thread; until {@link #resume()} nothing is delayed. */
    public void pause() {
        paused = true;
        waiting.forEach(OnceOnly::run);
    }

    /** Delays again. */
    public void resume() {
        paused = false;
    }

    /** Runs what is still waiting, on the calling thread, and ends the scheduler. */
    @Override
    public void close() {
        closed = true;
        scheduler.shutdown();
        waiting.forEach(OnceOnly::run);
    }

    /** A task that both the scheduler and {@link #pause()} or {@link #close()} may run, but only one of them does. */
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

package io.github.cacheconsistency.test.time;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * The time of one application context: real time until a race takes it over; it moves backwards only in a race. When
 * the context stops, or is paused, scheduled work runs at once, before the connections to Redis are closed.
 * Thread-safe.
 */
public final class SwitchableClock implements SmartLifecycle, DisposableBean {

    private static final int BEFORE_CONNECTIONS_STOP = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2, work -> {
        Thread thread = new Thread(work, "race-kit-time");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    /** Running work holds the read lock; a race takes over under the write lock, while no work runs. */
    private final ReentrantReadWriteLock atWork = new ReentrantReadWriteLock();

    private volatile boolean running;
    private @Nullable RaceClock active;
    private long offset;

    /** Work that runs once, in real time; {@code due} in {@link System#nanoTime}. */
    private final class Waiting implements Runnable {

        private final Runnable task;
        private final boolean upkeep;
        private final long due;

        private Waiting(Runnable task, Duration delay, boolean upkeep) {
            this.task = task;
            this.upkeep = upkeep;
            this.due = System.nanoTime() + delay.toNanos();
        }

        private Duration left() {
            return Duration.ofNanos(Math.max(0, due - System.nanoTime()));
        }

        @Override
        public void run() {
            atWork.readLock().lock();
            try {
                if (waiting.remove(this)) {
                    task.run();
                }
            } finally {
                atWork.readLock().unlock();
            }
        }
    }

    /**
     * From now on {@code clock} is the time, also for work that is already scheduled. Waits until running work has
     * ended, so that it does not overlap the race.
     */
    public void switchTo(RaceClock clock) {
        boolean idle = awaitIdle();
        try {
            synchronized (this) {
                offset = nanoTime();
                active = clock;
            }
            for (Waiting entry : waiting) {
                if (waiting.remove(entry)) {
                    hand(clock, entry);
                }
            }
        } finally {
            if (idle) {
                atWork.writeLock().unlock();
            }
        }
    }

    private static void hand(RaceClock clock, Waiting entry) {
        if (entry.upkeep) {
            // A race begins without scheduled upkeep; the library schedules it again when it is needed.
            entry.task.run();
        } else {
            clock.schedule(entry.task, entry.left());
        }
    }

    private boolean awaitIdle() {
        try {
            return atWork.writeLock().tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Time is real again, and continues from the end of the race. */
    public synchronized void switchBack() {
        offset = nanoTime() - System.nanoTime();
        active = null;
    }

    /** Nanoseconds since an arbitrary origin. */
    public synchronized long nanoTime() {
        return offset + (active == null ? System.nanoTime() : active.now().toNanos());
    }

    /** Waits until {@code signal} is complete, or {@code atMost} has passed; returns whether it is complete. */
    public boolean await(CompletionStage<?> signal, Duration atMost) {
        RaceClock clock = active();
        return clock == null ? awaitReally(signal, atMost) : clock.await(signal, atMost);
    }

    /** Runs {@code task} once after {@code delay}. */
    public void schedule(Runnable task, Duration delay) {
        RaceClock clock = active();
        if (clock != null) {
            clock.schedule(task, delay);
            return;
        }
        Waiting once = new Waiting(task, delay, false);
        waiting.add(once);
        executor.schedule(once, delay.toNanos(), TimeUnit.NANOSECONDS);
        if (!running) {
            once.run();
        }
    }

    /** As {@link #schedule}, for recurring work that is dropped when the context stops, or is paused. */
    public void scheduleUpkeep(Runnable task, Duration delay) {
        RaceClock clock = active();
        if (clock != null) {
            clock.scheduleUpkeep(task, delay);
        } else if (running) {
            Waiting once = new Waiting(task, delay, true);
            waiting.add(once);
            executor.schedule(once, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        waiting.removeIf(entry -> entry.upkeep);
        waiting.forEach(Waiting::run);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEFORE_CONNECTIONS_STOP;
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }

    /** Waits in real time. */
    public static boolean awaitReally(CompletionStage<?> signal, Duration atMost) {
        try {
            signal.toCompletableFuture().get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
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

    private synchronized @Nullable RaceClock active() {
        return active;
    }
}

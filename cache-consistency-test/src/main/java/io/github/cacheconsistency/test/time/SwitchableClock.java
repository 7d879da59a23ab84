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
 * The time of one application context: real, until a race takes it over; runs backwards only in a race. When the context
 * stops, or is paused, what is still waiting runs at once, while the connections to Redis still stand. Thread-safe.
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
    /** Work that runs holds a share of it; a race takes over while nothing runs. */
    private final ReentrantReadWriteLock atWork = new ReentrantReadWriteLock();

    private volatile boolean running;
    private @Nullable RaceClock active;
    private long offset;

    /** Something that is to run once, in real time; {@code due} in {@link System#nanoTime}. */
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
     * From now on {@code clock} decides, also on what waits already: it waits for its time in the race. What runs now is
     * awaited, so that it does not run into the race.
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
            // A race begins without any: whoever needs it starts it anew.
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

    /** Time is real again, and goes on from where the race left it. */
    public synchronized void switchBack() {
        offset = nanoTime() - System.nanoTime();
        active = null;
    }

    /** Nanoseconds since an arbitrary origin. */
    public synchronized long nanoTime() {
        return offset + (active == null ? System.nanoTime() : active.now().toNanos());
    }

    /** Waits until {@code signal} is complete, or {@code atMost} has passed; whether it is complete. */
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

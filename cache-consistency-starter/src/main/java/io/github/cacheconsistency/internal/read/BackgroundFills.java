package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.spi.FillExecutor;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills on a few daemon threads with a bounded queue. What finds no room runs on the caller's thread, so that nothing is
 * dropped and a slow Redis slows its readers down instead of using up memory. Thread-safe.
 *
 * <p>A fill that finds a thread idle is sent at once. Those that wait meanwhile may go {@linkplain #together together}.
 */
public class BackgroundFills implements FillExecutor, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BackgroundFills.class);

    private static final int THREADS = 4;
    /** Each waiting fill holds its value, or those of its batch. */
    private static final int MOST_WAITING = 256;
    /** More would hardly save anything, but these values are held beside those that wait. */
    private static final int MOST_TOGETHER = 64;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final TimeSource time;
    private final int mostTogether;
    private final BlockingQueue<Runnable> waiting;
    private final ThreadPoolExecutor executor;
    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean paused;

    BackgroundFills(TimeSource time, int threads, int mostWaiting, int mostTogether) {
        this.time = time;
        this.mostTogether = mostTogether;
        this.waiting = new ArrayBlockingQueue<>(mostWaiting);
        AtomicInteger count = new AtomicInteger();
        this.executor = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                waiting,
                task -> {
                    Thread thread = new Thread(task, "cache-consistency-fill-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                (task, full) -> ((Task) task).runAlone());
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Fills that share a command with those that came while others were under way. They have one thread: with more,
     * each would find fewer that wait.
     */
    public static BackgroundFills together(TimeSource time) {
        return new BackgroundFills(time, 1, MOST_WAITING, MOST_TOGETHER);
    }

    /** Fills that each have a command of their own, several at a time: where commands cannot be shared. */
    public static BackgroundFills oneByOne(TimeSource time) {
        return new BackgroundFills(time, THREADS, MOST_WAITING, 1);
    }

    @Override
    public void execute(Runnable fill) {
        Task task = new Task(fill);
        // Before the look at the flag: either this sees that fills are paused, or pause() sees this fill.
        underWay.add(task.done);
        if (paused) {
            task.runAlone();
        } else {
            executor.execute(task);
        }
    }

    /**
     * Waits until all fills so far are done, but not longer than {@code atMost}; until {@link #resume()} every fill runs
     * on its caller's thread. Those left over end by themselves: they are refused or fail, and their leases expire.
     */
    public void pause(Duration atMost) {
        paused = true;
        if (!awaitCompletion(atMost)) {
            log.warn("Expected all fills to end within {}, but {} are still under way", atMost, underWay.size());
        }
    }

    /**
     * Waits until all fills given to {@link #execute} before this call are complete: answered by Redis, told to the
     * listener, and their in-flight loads ended. A value that can be read from Redis does not mean that.
     *
     * @return whether they completed within {@code atMost}
     */
    public boolean awaitCompletion(Duration atMost) {
        CompletableFuture<?>[] all = underWay.toArray(CompletableFuture<?>[]::new);
        return all.length == 0 || time.await(CompletableFuture.allOf(all), atMost);
    }

    /** Fills in the background again. */
    public void resume() {
        paused = false;
    }

    /** Ends the threads when their queue is empty; later fills run on their caller's thread. */
    @Override
    public void close() {
        executor.shutdown();
    }

    /** What was given to {@link #execute}. */
    private final class Task implements Runnable {

        private final Runnable fill;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Task(Runnable fill) {
            this.fill = fill;
        }

        /** By a thread of the pool, which takes along what waits. */
        @Override
        public void run() {
            List<Task> tasks = new ArrayList<>();
            List<OfferedFills> offered = new ArrayList<>();
            Task next = this;
            while (next != null && next.fill instanceof OfferedFills fills) {
                tasks.add(next);
                offered.add(fills);
                next = tasks.size() < mostTogether ? (Task) waiting.poll() : null;
            }
            try {
                OfferedFills.runTogether(offered);
            } finally {
                tasks.forEach(Task::end);
                if (next != null) {
                    next.runAlone();
                }
            }
        }

        void runAlone() {
            try {
                fill.run();
            } finally {
                end();
            }
        }

        private void end() {
            underWay.remove(done);
            done.complete(null);
        }
    }
}

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
 * Runs fills on a few daemon threads with a bounded queue. If the queue is full, a fill runs on the caller's thread. So no fill
 * is dropped, and a slow Redis slows its readers down instead of exhausting the memory. Thread-safe.
 *
 * <p>A fill that finds an idle thread is sent at once. Fills that wait may be sent {@linkplain #together together}.
 */
public class BackgroundFills implements FillExecutor, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BackgroundFills.class);

    private static final int THREADS = 4;
    /** Bounds the memory: each waiting fill holds its value, or the values of its batch. */
    private static final int MOST_WAITING = 256;
    /** A larger limit would save little, and these values are held in addition to those in the queue. */
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
     * Returns an executor that combines the fills that arrived while others were running into one command. It has one thread:
     * with more threads, each would find fewer waiting fills.
     */
    public static BackgroundFills together(TimeSource time) {
        return new BackgroundFills(time, 1, MOST_WAITING, MOST_TOGETHER);
    }

    /**
     * Returns an executor that sends each fill with its own command, several at a time. For setups where fills cannot share a
     * command.
     */
    public static BackgroundFills oneByOne(TimeSource time) {
        return new BackgroundFills(time, THREADS, MOST_WAITING, 1);
    }

    @Override
    public void execute(Runnable fill) {
        Task task = new Task(fill);
        // Added before the flag is read: either this thread sees that fills are paused, or pause() sees this fill.
        underWay.add(task.done);
        if (paused) {
            task.runAlone();
        } else {
            executor.execute(task);
        }
    }

    /**
     * Waits up to {@code atMost} for all fills so far. Until {@link #resume()}, every fill runs on its caller's thread. Fills
     * that have not ended in time are not cancelled: they are accepted, refused or fail, and the leases of failed ones expire.
     */
    public void pause(Duration atMost) {
        paused = true;
        if (!awaitCompletion(atMost)) {
            log.warn("Expected all fills to end within {}, but {} are still under way", atMost, underWay.size());
        }
    }

    /**
     * Waits until all fills that were given to {@link #execute} before this call are complete: Redis has answered, the listener
     * was called, and the in-flight loads have ended. That a value can be read from Redis does not imply this.
     *
     * @return whether they completed within {@code atMost}
     */
    public boolean awaitCompletion(Duration atMost) {
        CompletableFuture<?>[] all = underWay.toArray(CompletableFuture<?>[]::new);
        return all.length == 0 || time.await(CompletableFuture.allOf(all), atMost);
    }

    /** Runs fills in the background again. */
    public void resume() {
        paused = false;
    }

    /** Shuts the threads down when the queue is empty. Later fills run on their caller's thread. */
    @Override
    public void close() {
        executor.shutdown();
    }

    /** A fill that was given to {@link #execute}. */
    private final class Task implements Runnable {

        private final Runnable fill;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Task(Runnable fill) {
            this.fill = fill;
        }

        /** Runs on a thread of the pool, and takes waiting fills along. */
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

package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.FillExecutor;
import io.github.cacheconsistency.TimeSource;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
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
 */
public class BackgroundFills implements FillExecutor, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BackgroundFills.class);

    private static final int THREADS = 4;
    /** Each waiting fill holds its value, or those of its batch. */
    private static final int MOST_WAITING = 256;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final TimeSource time;
    private final ThreadPoolExecutor executor;
    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean paused;

    public BackgroundFills(TimeSource time) {
        this(time, THREADS, MOST_WAITING);
    }

    BackgroundFills(TimeSource time, int threads, int mostWaiting) {
        this.time = time;
        AtomicInteger count = new AtomicInteger();
        this.executor = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(mostWaiting),
                task -> {
                    Thread thread = new Thread(task, "cache-consistency-fill-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                (task, full) -> task.run());
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable fill) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        // Before the look at the flag: either this sees that fills are paused, or pause() sees this fill.
        underWay.add(done);
        Runnable task = () -> {
            try {
                fill.run();
            } finally {
                underWay.remove(done);
                done.complete(null);
            }
        };
        if (paused) {
            task.run();
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
        CompletableFuture<?>[] waiting = underWay.toArray(CompletableFuture<?>[]::new);
        if (waiting.length > 0 && !time.await(CompletableFuture.allOf(waiting), atMost)) {
            log.warn("Expected all fills to end within {}, but {} are still under way", atMost, underWay.size());
        }
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
}

package io.github.cacheconsistency.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Threads that read as fast as they can until they are stopped, and note what they must not see. */
final class ReadingThreads {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> work = new ArrayList<>();
    private final Queue<Object> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong reads = new AtomicLong();
    private volatile boolean stopped;

    /** Starts a thread; everything but {@code expected} is wrong from now on. */
    void start(Supplier<? extends @Nullable Object> read, Object expected) {
        work.add(threads.submit(() -> {
            while (!stopped) {
                Object seen = read.get();
                reads.incrementAndGet();
                if (!expected.equals(seen)) {
                    wrong.add(String.valueOf(seen));
                }
            }
        }));
    }

    long reads() {
        return reads.get();
    }

    /** What was read and wrong, once all threads have ended. A read that failed fails this. */
    List<Object> stop() throws InterruptedException, ExecutionException, TimeoutException {
        stopped = true;
        threads.shutdown();
        for (Future<?> thread : work) {
            thread.get(60, TimeUnit.SECONDS);
        }
        return List.copyOf(wrong);
    }
}

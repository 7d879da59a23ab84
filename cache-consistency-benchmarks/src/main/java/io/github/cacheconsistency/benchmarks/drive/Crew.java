package io.github.cacheconsistency.benchmarks.drive;

import io.github.cacheconsistency.benchmarks.profile.SliceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;

/** The threads that call contestants. All contestants share them. Not thread-safe. */
public final class Crew implements AutoCloseable {

    private final AtomicInteger names = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "benchmark-" + names.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });
    private long seed = 42;
    private String contestant = "";

    /** Names the contestant of the following slices, for recordings. */
    void servesTo(String id) {
        contestant = id;
    }

    /** Repeats an operation on several threads, which start together, until the time is over. */
    public Tally perform(int size, Duration duration, Operation operation) {
        List<Worker> workers = new ArrayList<>();
        seed += 1_000;
        for (int index = 0; index < size; index++) {
            workers.add(new Worker(index, seed));
        }
        Beginning beginning = new Beginning();
        CyclicBarrier start = new CyclicBarrier(size, beginning::mark);
        AtomicLong failures = new AtomicLong();
        AtomicReference<Throwable> firstFailure = new AtomicReference<>();
        SliceEvent event = SliceEvent.begin(contestant);
        all(workers, worker -> {
            start.await();
            long end = beginning.nanos + duration.toNanos();
            for (long now = System.nanoTime(); now < end; ) {
                try {
                    operation.perform(worker);
                } catch (Exception e) {
                    failures.incrementAndGet();
                    firstFailure.compareAndSet(null, e);
                }
                long later = System.nanoTime();
                worker.record(later - now);
                now = later;
            }
        });
        event.commit();
        double seconds = (System.nanoTime() - beginning.nanos) / 1e9;
        long cpu = Spending.processorTime() - beginning.cpuNanos;
        long allocated = Spending.allocatedSince(beginning.allocated);
        Histogram latencies = new Histogram(2);
        workers.forEach(worker -> latencies.add(worker.latencies()));
        return new Tally(
                latencies,
                seconds,
                allocated,
                cpu,
                workers.stream().mapToLong(Worker::reads).sum(),
                workers.stream().mapToLong(Worker::staleReads).sum(),
                failures.get(),
                firstFailure.get());
    }

    /**
     * The start time of a slice and the resources that this JVM had used then. The barrier passes it to the workers.
     */
    private static final class Beginning {

        private long nanos;
        private long cpuNanos;
        private Map<Long, Long> allocated = Map.of();

        private void mark() {
            allocated = Spending.allocated();
            cpuNanos = Spending.processorTime();
            nanos = System.nanoTime();
        }
    }

    /** Work on one of several items. */
    public interface Work<T> {
        void on(T item) throws Exception;
    }

    /** Works on all items concurrently, and waits for the end. */
    public <T> void all(List<T> items, Work<T> work) {
        List<Callable<Void>> calls = new ArrayList<>();
        for (T item : items) {
            calls.add(() -> {
                work.on(item);
                return null;
            });
        }
        try {
            for (Future<Void> call : threads.invokeAll(calls)) {
                call.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A thread of the benchmark failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the benchmark's threads", e);
        }
    }

    /** Submits work that runs beside a slice. */
    public Future<?> beside(Callable<?> work) {
        return threads.submit(work);
    }

    /** Waits for work that ran beside a slice, and throws its exception. */
    public static void await(Future<?> work) {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Work beside a slice failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for work beside a slice", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package io.github.cacheconsistency.integration;

import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Delayed work runs when the test says so, on its thread; waiting for other threads takes real time. */
final class ManualSchedule implements TimeSource {

    private record Task(long due, Runnable action) {}

    private final List<Task> tasks = new ArrayList<>();
    private final AtomicLong skipped = new AtomicLong();

    /** Lets {@code duration} pass and runs what is due by then. */
    void advance(Duration duration) {
        skipped.addAndGet(duration.toNanos());
        due(nanoTime()).forEach(task -> task.action().run());
    }

    private synchronized List<Task> due(long now) {
        List<Task> due = tasks.stream()
                .filter(task -> task.due() - now <= 0)
                .sorted(Comparator.comparingLong(task -> task.due() - now))
                .toList();
        tasks.removeAll(due);
        return due;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() + skipped.get();
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
    public synchronized void schedule(Runnable task, Duration delay) {
        tasks.add(new Task(nanoTime() + delay.toNanos(), task));
    }
}

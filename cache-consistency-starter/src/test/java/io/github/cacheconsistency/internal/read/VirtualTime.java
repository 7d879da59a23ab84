package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Time that passes when the test advances it, and while a thread waits. Used by one thread. */
public class VirtualTime implements TimeSource {

    private record Task(long due, Runnable action) {}

    private final List<Task> tasks = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final Deque<Runnable> duringWaits = new ArrayDeque<>();
    /** Close to the overflow, so that tests cover it. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    /** Advances time and runs the tasks that are due by then, in order. */
    public void advance(Duration duration) {
        now += duration.toNanos();
        List<Task> due = tasks.stream()
                .filter(task -> task.due() - now <= 0)
                .sorted(Comparator.comparingLong(task -> task.due() - now))
                .toList();
        tasks.removeAll(due);
        due.forEach(task -> task.action().run());
    }

    /** The number of scheduled tasks. */
    public int scheduled() {
        return tasks.size();
    }

    /** The time until the next task is due. */
    public Duration nextTaskIn() {
        return Duration.ofNanos(
                tasks.stream().mapToLong(task -> task.due() - now).min().orElseThrow());
    }

    /** The requested durations of all waits so far. */
    public List<Duration> waits() {
        return List.copyOf(waits);
    }

    /** Runs {@code action} during the next wait in which no task is due. */
    public void duringNextWait(Runnable action) {
        duringWaits.add(action);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public boolean await(CompletionStage<?> signal, Duration atMost) {
        waits.add(atMost);
        Runnable action = duringWaits.poll();
        if (action != null) {
            action.run();
        }
        boolean complete = signal.toCompletableFuture().isDone();
        if (!complete) {
            now += atMost.toNanos();
        }
        return complete;
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        tasks.add(new Task(now + delay.toNanos(), task));
    }
}

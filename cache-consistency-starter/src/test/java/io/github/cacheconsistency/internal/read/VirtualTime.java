package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Time that passes when the test says so, and while somebody waits. Used by one thread. */
public class VirtualTime implements TimeSource {

    private record Task(long due, Runnable action) {}

    private final List<Task> tasks = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final Deque<Runnable> duringWaits = new ArrayDeque<>();
    /** Close to the overflow, which differences must survive. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    /** Lets time pass and runs what is due by then, in order. */
    public void advance(Duration duration) {
        now += duration.toNanos();
        List<Task> due = tasks.stream()
                .filter(task -> task.due() - now <= 0)
                .sorted(Comparator.comparingLong(task -> task.due() - now))
                .toList();
        tasks.removeAll(due);
        due.forEach(task -> task.action().run());
    }

    /** How many tasks wait for their time. */
    public int scheduled() {
        return tasks.size();
    }

    /** In how long the next task is due. */
    public Duration nextTaskIn() {
        return Duration.ofNanos(
                tasks.stream().mapToLong(task -> task.due() - now).min().orElseThrow());
    }

    /** All waits so far, as long as they were asked for. */
    public List<Duration> waits() {
        return List.copyOf(waits);
    }

    /** Has {@code action} happen during the next wait that nothing else happens in. */
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

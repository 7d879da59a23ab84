package io.github.cacheconsistency.observation;

import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Time that passes when the test advances it. */
final class ManualTime implements TimeSource {

    private record Task(long due, Runnable action) {}

    private final List<Task> tasks = new ArrayList<>();
    /** Close to the overflow, so that tests cover it. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    void advance(Duration duration) {
        now += duration.toNanos();
        List<Task> due = tasks.stream()
                .filter(task -> task.due() - now <= 0)
                .sorted(Comparator.comparingLong(task -> task.due() - now))
                .toList();
        tasks.removeAll(due);
        due.forEach(task -> task.action().run());
    }

    int scheduled() {
        return tasks.size();
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public boolean await(CompletionStage<?> signal, Duration atMost) {
        throw new UnsupportedOperationException("Listeners do not wait");
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        tasks.add(new Task(now + delay.toNanos(), task));
    }
}

package io.github.cacheconsistency.test.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All events of a race, totally ordered. Thread-safe. */
public final class Trace {

    /** Something that happened. */
    public sealed interface Event {

        /** Its position in the order of events. */
        long at();
    }

    /** A step was taken. */
    public record StepTaken(Step step) implements Event {

        @Override
        public long at() {
            return step.ended();
        }
    }

    /** A task has ended. */
    public record Ended(
            long at,
            Duration time,
            String task,
            @Nullable Object result,
            @Nullable Throwable failure) implements Event {}

    /** A change by the environment: time advanced, a key expired. */
    public record Environment(long at, Duration time, String text) implements Event {}

    private static final int LONGEST = 400;

    private final AtomicLong sequence = new AtomicLong();
    private final List<Event> events = new ArrayList<>();
    private final Supplier<Duration> time;

    Trace(Supplier<Duration> time) {
        this.time = time;
    }

    /** The next position in the order of events. */
    public long next() {
        return sequence.incrementAndGet();
    }

    /** The events so far, in the order in which they were recorded. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** The steps so far, in the order in which they ended. */
    public List<Step> steps() {
        return events().stream()
                .flatMap(event -> event instanceof StepTaken taken ? Stream.of(taken.step()) : null)
                .toList();
    }

    /** The race as a table: a row for each event, a column for each task and for each store. */
    public String print() {
        return print(List.of());
    }

    /** As {@link #print()}, with remarks at the given positions in the order of events. */
    public String print(List<Remark> remarks) {
        return TracePrinter.print(around(events(), remarks), remarks);
    }

    /** Long traces are cut to the events around the first remark. */
    private static List<Event> around(List<Event> events, List<Remark> remarks) {
        if (events.size() <= LONGEST) {
            return events;
        }
        long first = remarks.stream().mapToLong(Remark::at).min().orElse(Long.MAX_VALUE);
        int end = (int) events.stream().filter(event -> event.at() <= first).count() + 1;
        int start = Math.max(0, end - LONGEST / 2);
        return events.subList(start, Math.min(events.size(), start + LONGEST));
    }

    /** A remark on the event at position {@code at}, or on the next one; on the last event if there is none. */
    public record Remark(long at, String text) {}

    /** Removes all events so far: they were preparation. */
    public synchronized void clear() {
        events.clear();
    }

    synchronized void taken(Step step) {
        events.add(new StepTaken(step));
    }

    synchronized void ended(String task, @Nullable Object result, @Nullable Throwable failure) {
        events.add(new Ended(next(), time.get(), task, result, failure));
    }

    /** Records a change by the environment. */
    public synchronized void environment(String text) {
        events.add(new Environment(next(), time.get(), text));
    }
}

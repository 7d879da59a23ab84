package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.race.Step;
import io.github.cacheconsistency.test.race.TaskKilled;
import io.github.cacheconsistency.test.race.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Converts a trace to a sequence: selects its events, assigns them to lanes, and marks the violations. */
final class SequenceFromTrace {

    static final int MOST_EVENTS = 60;

    private static final Set<String> REMOVALS = Set.of("DEL", "UNLINK");

    private final List<Trace.Event> events;
    private final SortedMap<Integer, List<Violation>> offences = new TreeMap<>();
    private final TaskLanes lanes;
    private final List<SequenceEvent> sequence = new ArrayList<>();

    private SequenceFromTrace(List<Trace.Event> happened, List<Violation> violations) {
        Set<String> offenders = offenders(happened, violations);
        List<Trace.Event> all = happened.size() <= MOST_EVENTS || offenders.isEmpty()
                ? happened
                : happened.stream().filter(event -> matters(event, offenders)).toList();
        leaveOut(happened.size() - all.size(), "reads by others");
        for (Violation violation : violations) {
            offences.computeIfAbsent(offending(all, violation), place -> new ArrayList<>())
                    .add(violation);
        }
        int first = offences.isEmpty() ? all.size() : offences.firstKey() + 1;
        int start = Math.max(0, Math.min(first - MOST_EVENTS * 3 / 4, all.size() - MOST_EVENTS));
        // Events after the last violation are not needed to understand it.
        int proof = offences.isEmpty() ? all.size() : offences.lastKey() + 1;
        int end = Math.min(Math.min(proof, all.size()), start + MOST_EVENTS);
        this.events = all.subList(start, end);
        this.lanes = TaskLanes.of(events, offenders);
        leaveOut(start, "earlier events");
        for (int i = start; i < end; i++) {
            List<Violation> broken = offences.getOrDefault(i, List.of());
            sequence.add(event(all.get(i), !broken.isEmpty()));
            broken.forEach(this::mark);
        }
        leaveOut(all.size() - end, "later events");
        firstOfOtherProperties(end).forEach(this::mark);
    }

    static Sequence sequence(String title, List<Trace.Event> events, List<Violation> violations) {
        SequenceFromTrace made = new SequenceFromTrace(events, violations);
        return new Sequence(title, made.lanes.names(), made.sequence);
    }

    /** The tasks whose reads are violations; explanations begin with their names. */
    private static Set<String> offenders(List<Trace.Event> events, List<Violation> violations) {
        return events.stream()
                .map(TaskLanes::task)
                .distinct()
                .filter(task -> violations.stream().anyMatch(violation -> isBy(task, violation)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean isBy(String task, Violation violation) {
        return !task.isEmpty() && violation.explanation().startsWith(task + " ");
    }

    /** The events that are kept of a long race: changes, and the events of the offenders. */
    private static boolean matters(Trace.Event event, Set<String> offenders) {
        return event instanceof Trace.Environment
                || offenders.contains(TaskLanes.task(event))
                || event instanceof Trace.StepTaken taken
                        && taken.step().operation().access() == Access.WRITE;
    }

    /**
     * The index of the event that is the violation. A read is judged just before its task ends, or reads again;
     * convergence is judged just after a reader has ended.
     */
    private static int offending(List<Trace.Event> events, Violation violation) {
        int next = (int)
                events.stream().filter(event -> event.at() < violation.at()).count();
        if (next < events.size() && events.get(next) instanceof Trace.Ended ended && isBy(ended.task(), violation)) {
            return next;
        }
        for (int i = next - 1; i >= 0; i--) {
            if (isBy(TaskLanes.task(events.get(i)), violation)) {
                return i;
            }
        }
        boolean afterwards =
                violation.property() == Property.CONVERGES && next > 0 && events.get(next - 1) instanceof Trace.Ended;
        return Math.max(0, afterwards ? next - 1 : Math.min(next, events.size() - 1));
    }

    private void leaveOut(int number, String which) {
        if (number > 0) {
            sequence.add(new SequenceEvent.Note("left out: %d %s".formatted(number, which)));
        }
    }

    private void mark(Violation violation) {
        sequence.add(new SequenceEvent.Offence(violation.property(), violation.explanation()));
    }

    /** The first violations of properties that were broken only by events that are left out. */
    private List<Violation> firstOfOtherProperties(int end) {
        Set<Property> shown = EnumSet.noneOf(Property.class);
        offences.headMap(end).values().forEach(many -> many.forEach(violation -> shown.add(violation.property())));
        return offences.tailMap(end).values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(Violation::at))
                .filter(violation -> shown.add(violation.property()))
                .toList();
    }

    private SequenceEvent event(Trace.Event event, boolean offending) {
        if (event instanceof Trace.StepTaken taken) {
            return step(taken.step());
        }
        if (event instanceof Trace.Ended ended) {
            return new SequenceEvent.End(
                    ended.time(),
                    ended.task(),
                    lanes.of(ended.task()),
                    result(ended),
                    ended.failure() != null,
                    offending);
        }
        return new SequenceEvent.Note(((Trace.Environment) event).text());
    }

    private SequenceEvent step(Step step) {
        Operation operation = step.operation();
        String lane = lanes.of(step.task());
        if (operation.store() == Store.TIME) {
            return new SequenceEvent.Wait(
                    step.time(), step.task(), lane, "waits " + String.join(" ", operation.keys()));
        }
        String arguments = String.join(" ", operation.keys());
        // The text of most statements begins with their name.
        boolean repeated = operation.store() == Store.DATABASE
                && arguments.regionMatches(
                        true, 0, operation.name(), 0, operation.name().length());
        Throwable failure = step.failure();
        return new SequenceEvent.Call(
                step.time(),
                step.task(),
                lane,
                operation.store(),
                operation.name(),
                repeated ? arguments.substring(operation.name().length()).strip() : arguments,
                failure == null
                        ? reply(operation, step.result())
                        : failure.getClass().getSimpleName(),
                failure != null);
    }

    /** Adds a unit to a number, because the meaning of a bare number depends on the command. */
    private static String reply(Operation operation, String result) {
        if (!result.matches("\\d+")) {
            return result.isEmpty() ? "done" : result;
        }
        if (operation.store() == Store.DATABASE) {
            return result.equals("1") ? "1 row" : result + " rows";
        }
        return REMOVALS.contains(operation.name()) ? result + " removed" : result;
    }

    private static String result(Trace.Ended ended) {
        Throwable failure = ended.failure();
        if (failure instanceof TaskKilled) {
            return "dies";
        }
        if (failure != null) {
            return "throws " + failure.getClass().getSimpleName();
        }
        Object result = ended.result();
        if (result instanceof Long version) {
            return "returns version " + version;
        }
        return "".equals(result) || result == null ? "done" : result.toString();
    }
}

package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Digest;
import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.race.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one call of the service has done and got so far. What it will do depends on nothing else: its code is the same in
 * each execution, and begins with nothing. For one thread.
 */
final class CallHistory {

    /** Replies that a trace tells in full. */
    private static final Pattern EXACT = Pattern.compile("true|false|-?\\d{1,18}");

    private static final Set<String> ENDS_OF_TRANSACTIONS = Set.of("COMMIT", "ROLLBACK");

    private final List<Moment> moments = new ArrayList<>();
    private Digest past;
    private Digest changed = Digest.NONE;
    private int steps;

    /** From the step of that number on it was {@code time}. */
    private record Moment(int step, Duration time) {}

    /** @param what the call; not whose it is */
    CallHistory(String what) {
        this.past = Digest.of(what);
    }

    /**
     * It has taken {@code step}.
     *
     * @param keys what they held before
     * @param database what was committed before; what it commits is added
     */
    void took(Step step, ObservedKeys keys, ObservedDatabase database) {
        if (moments.isEmpty() || !moments.get(moments.size() - 1).time.equals(step.time())) {
            moments.add(new Moment(steps, step.time()));
        }
        steps++;
        Operation operation = step.operation();
        past = switch (operation.store()) {
            case REDIS ->
                past.then(operation + " -> "
                        + (EXACT.matcher(step.result()).matches() ? step.result() : keys.before(operation)));
            case DATABASE -> past.then(operation + " -> " + reply(step, database));
            // A wait is known by its name alone: its deadline is not the same in each run.
            case TIME -> past.then(operation.name() + " -> " + step.result());
        };
        if (operation.store() == Store.DATABASE) {
            change(operation, database);
        }
    }

    private static String reply(Step step, ObservedDatabase database) {
        Operation operation = step.operation();
        if (operation.name().equals("PROBE")) {
            return step.failure() == null ? "granted" : "refused";
        }
        return ENDS_OF_TRANSACTIONS.contains(operation.name()) ? "" : step.result() + " of " + database;
    }

    /** What it does after its last change of rows cannot matter to the rows. */
    private void change(Operation operation, ObservedDatabase database) {
        boolean ends = ENDS_OF_TRANSACTIONS.contains(operation.name());
        if (!ends && operation.access() == Access.WRITE) {
            changed = past;
        }
        if (operation.commits() && !changed.equals(Digest.NONE)) {
            database.committed(changed);
        }
        if (ends || operation.commits()) {
            changed = Digest.NONE;
        }
    }

    /** It was handed something in the memory of the JVM by a call with the history {@code by}. */
    void handed(String by) {
        past = past.then("handed by " + by);
    }

    /** The same for all calls with this past, whenever it was. */
    String past() {
        return past.toString();
    }

    /** As {@link #past()}, and how long ago its steps were. */
    String pastAt(Duration now) {
        StringBuilder text = new StringBuilder(past());
        moments.forEach(moment -> text.append(" from step ")
                .append(moment.step)
                .append(" on ")
                .append(now.minus(moment.time).toMillis())
                .append(" ms ago"));
        return text.toString();
    }
}

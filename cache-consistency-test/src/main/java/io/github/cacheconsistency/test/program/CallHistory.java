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
 * The operations of one call of the service so far, and their replies. They determine what the call does next, because
 * its code is the same in each execution and starts without state. For one thread.
 */
final class CallHistory {

    /** Replies that a trace contains in full. */
    private static final Pattern EXACT = Pattern.compile("true|false|-?\\d{1,18}");

    private static final Set<String> ENDS_OF_TRANSACTIONS = Set.of("COMMIT", "ROLLBACK");

    private final List<Moment> moments = new ArrayList<>();
    private Digest past;
    private Digest changed = Digest.NONE;
    private int steps;

    /** The steps from number {@code step} on were taken at {@code time}. */
    private record Moment(int step, Duration time) {}

    /** @param what the kind of call, without its task */
    CallHistory(String what) {
        this.past = Digest.of(what);
    }

    /**
     * Adds {@code step}.
     *
     * @param keys their contents before the step
     * @param database the commits before the step; a commit by the step is added
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
            // Only the name of a wait, because its timeout is not the same in each run.
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

    /** The contents of rows depend on a call only up to its last change of rows. */
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

    /** Adds that a call with the history {@code by} has passed it something in the memory of the JVM. */
    void handed(String by) {
        past = past.then("handed by " + by);
    }

    /** The past without times: equal for all calls with the same operations and replies. */
    String past() {
        return past.toString();
    }

    /** As {@link #past()}, with the time since each step. */
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

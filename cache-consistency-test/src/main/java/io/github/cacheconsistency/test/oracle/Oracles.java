package io.github.cacheconsistency.test.oracle;

import io.github.cacheconsistency.test.oracle.History.Acknowledgement;
import io.github.cacheconsistency.test.oracle.History.Commit;
import io.github.cacheconsistency.test.oracle.History.Quiescence;
import io.github.cacheconsistency.test.oracle.History.Read;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Checks a history for violations. There are no false alarms: of events that may have overlapped, the order is assumed
 * in which the read is correct. Takes O(n log n) time.
 */
public final class Oracles {

    private Oracles() {}

    /** All violations, in the order of their moments. */
    public static List<Violation> check(History history) {
        List<Violation> violations = new ArrayList<>();
        floors(history, history.acknowledgements(), Acknowledgement::at, Acknowledgement::version)
                .findBelow(Property.NO_STALE_AFTER_ACK, "the write of version %d was acknowledged", violations);
        floors(history, history.commits(), Commit::done, Commit::version)
                .findBelow(Property.COMMIT_FRESH, "version %d was committed", violations);
        floors(history, history.reads(), Read::returned, Read::version)
                .findBelow(Property.MONOTONIC, "another read had returned version %d", violations);
        findDirty(history, violations);
        for (Quiescence quiescence : history.quiescences()) {
            if (quiescence.cached() != quiescence.database()) {
                violations.add(new Violation(
                        Property.CONVERGES,
                        quiescence.at(),
                        "after the window the cache holds version %d, the database %d"
                                .formatted(quiescence.cached(), quiescence.database())));
            }
        }
        violations.sort(Comparator.comparingLong(Violation::at));
        return violations;
    }

    private static <E> Floors<E> floors(
            History history, List<E> events, ToLongFunction<E> moment, ToLongFunction<E> version) {
        return new Floors<>(
                history,
                events.stream().sorted(Comparator.comparingLong(moment)).toList(),
                moment,
                version);
    }

    /** Events after which every read that starts has to return at least their version. */
    private record Floors<E>(History history, List<E> events, ToLongFunction<E> moment, ToLongFunction<E> version) {

        void findBelow(Property property, String reason, List<Violation> violations) {
            List<Read> reads = history.reads().stream()
                    .sorted(Comparator.comparingLong(Read::started))
                    .toList();
            long floor = Long.MIN_VALUE;
            int next = 0;
            for (Read read : reads) {
                while (next < events.size() && moment.applyAsLong(events.get(next)) < read.started()) {
                    floor = Math.max(floor, version.applyAsLong(events.get(next++)));
                }
                if (read.version() < floor) {
                    violations.add(new Violation(
                            property,
                            read.returned(),
                            "%s returned version %d, but before it started %s"
                                    .formatted(read.task(), read.version(), reason.formatted(floor))));
                }
            }
        }
    }

    private static void findDirty(History history, List<Violation> violations) {
        List<Read> reads = history.reads().stream()
                .sorted(Comparator.comparingLong(Read::returned))
                .toList();
        List<Commit> commits = history.commits().stream()
                .sorted(Comparator.comparingLong(Commit::sent))
                .toList();
        long ceiling = history.initialVersion();
        int next = 0;
        for (Read read : reads) {
            while (next < commits.size() && commits.get(next).sent() < read.returned()) {
                ceiling = Math.max(ceiling, commits.get(next++).version());
            }
            if (read.version() > ceiling) {
                violations.add(new Violation(
                        Property.NO_DIRTY,
                        read.returned(),
                        "%s returned version %d, but no version above %d was committed by then"
                                .formatted(read.task(), read.version(), ceiling)));
            }
        }
    }
}

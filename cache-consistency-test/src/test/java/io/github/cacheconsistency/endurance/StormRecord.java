package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.endurance.StormReader.Observation;
import io.github.cacheconsistency.test.oracle.History;
import io.github.cacheconsistency.test.oracle.History.Acknowledgement;
import io.github.cacheconsistency.test.oracle.History.Commit;
import io.github.cacheconsistency.test.oracle.History.Quiescence;
import io.github.cacheconsistency.test.oracle.History.Read;
import io.github.cacheconsistency.test.oracle.Linearizability;
import io.github.cacheconsistency.test.oracle.LinearizabilityResult;
import io.github.cacheconsistency.test.oracle.OperationLog;
import io.github.cacheconsistency.test.oracle.Oracles;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The record of one row in a storm.
 *
 * @param committed the versions of all committed writes, by their numbers, read from the database afterwards
 * @param observed when an outside observer first read each version
 * @param end a position in the order of events after all others
 */
record StormRecord(
        List<Observation> reads,
        List<WriteAttempt> attempts,
        Map<Long, Long> committed,
        List<Commit> observed,
        List<Quiescence> quiescences,
        long end) {

    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>(Oracles.check(history()));
        reads.stream()
                .filter(read -> !isCommitted(read))
                .map(read -> new Violation(
                        Property.NO_DIRTY,
                        read.returned(),
                        "a reader returned version %d of write %d, which was never committed"
                                .formatted(read.version(), read.attempt())))
                .forEach(violations::add);
        return violations;
    }

    /**
     * Whether there is an order of reads and writes that explains all reads. Uses the numbers of writes, which are not
     * reused, as versions; a write starts when its COMMIT is sent. Uses neither the order of commits nor the observer.
     */
    LinearizabilityResult linearizability() {
        OperationLog log = new OperationLog(Counter.NO_ATTEMPT);
        reads.forEach(read -> log.read(read.started(), read.returned(), read.attempt()));
        attempts.stream().filter(this::isCommitted).forEach(attempt -> {
            if (attempt.acknowledged() == WriteAttempt.NEVER) {
                log.unfinishedWrite(attempt.sent(), attempt.number());
            } else {
                log.write(attempt.sent(), attempt.acknowledged(), attempt.number());
            }
        });
        return Linearizability.check(log);
    }

    /** The versions of rolled back writes are reused, so writes are identified by their numbers. */
    private boolean isCommitted(Observation read) {
        return read.attempt() == Counter.NO_ATTEMPT
                ? read.version() == Counter.FIRST_VERSION
                : committed.getOrDefault(read.attempt(), -1L) == read.version();
    }

    private History history() {
        return new History(
                Counter.FIRST_VERSION,
                reads.stream()
                        .map(read -> new Read("a reader", read.started(), read.returned(), read.version()))
                        .toList(),
                Stream.concat(attempts.stream().filter(this::isCommitted).map(this::commit), observed.stream())
                        .toList(),
                attempts.stream()
                        .filter(attempt -> attempt.acknowledged() != WriteAttempt.NEVER)
                        .map(this::acknowledgement)
                        .toList(),
                quiescences);
    }

    private boolean isCommitted(WriteAttempt attempt) {
        return committed.containsKey(attempt.number());
    }

    /** The commit of a writer that died during its COMMIT has an unknown time, unless an observer found it. */
    private Commit commit(WriteAttempt attempt) {
        if (attempt.sent() == WriteAttempt.NEVER) {
            throw new AssertionError("Write " + attempt.number() + " is in the database, but it sent no COMMIT");
        }
        return new Commit("a writer", attempt.sent(), Math.min(attempt.committed(), end), version(attempt));
    }

    private Acknowledgement acknowledgement(WriteAttempt attempt) {
        return new Acknowledgement("a writer", attempt.acknowledged(), version(attempt));
    }

    private long version(WriteAttempt attempt) {
        Long version = committed.get(attempt.number());
        if (version == null) {
            throw new AssertionError("Write " + attempt.number() + " was acknowledged, but it is not in the database");
        }
        return version;
    }
}

package io.github.cacheconsistency.test.oracle;

import static io.github.cacheconsistency.test.oracle.Property.COMMIT_FRESH;
import static io.github.cacheconsistency.test.oracle.Property.CONVERGES;
import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static io.github.cacheconsistency.test.oracle.Property.NO_DIRTY;
import static io.github.cacheconsistency.test.oracle.Property.NO_STALE_AFTER_ACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.oracle.History.Acknowledgement;
import io.github.cacheconsistency.test.oracle.History.Commit;
import io.github.cacheconsistency.test.oracle.History.Quiescence;
import io.github.cacheconsistency.test.oracle.History.Read;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OraclesTest {

    private static final Commit COMMIT = new Commit("writer", 10, 20, 2);
    private static final Acknowledgement ACKNOWLEDGED = new Acknowledgement("writer", 30, 2);

    @Test
    void aReadOfTheNewVersionBreaksNothing() {
        assertThat(broken(List.of(new Read("r", 31, 40, 2)))).isEmpty();
    }

    @Test
    void anOldValueIsAllowedWhileTheCommitIsUnderWay() {
        assertThat(broken(List.of(new Read("r", 19, 40, 1)))).isEmpty();
    }

    @Test
    void anOldValueAfterTheCommitBreaksOnlyCommitFreshness() {
        assertThat(broken(List.of(new Read("r", 21, 40, 1)))).containsExactly(COMMIT_FRESH);
    }

    @Test
    void anOldValueAfterTheAcknowledgementBreaksBoth() {
        assertThat(broken(List.of(new Read("r", 31, 40, 1)))).containsExactly(NO_STALE_AFTER_ACK, COMMIT_FRESH);
    }

    @Test
    void anOldValueAfterAnotherReadersNewOneIsNotMonotonic() {
        assertThat(broken(List.of(new Read("a", 12, 14, 2), new Read("b", 15, 16, 1))))
                .containsExactly(MONOTONIC);
    }

    @Test
    void overlappingReadsMayReturnInAnyOrder() {
        assertThat(broken(List.of(new Read("a", 12, 14, 2), new Read("b", 13, 16, 1))))
                .isEmpty();
    }

    @Test
    void aValueBeforeItsCommitWasSentIsDirty() {
        assertThat(broken(List.of(new Read("r", 5, 9, 2)))).containsExactly(NO_DIRTY);
    }

    @Test
    void aValueWhileItsCommitIsUnderWayIsNotDirty() {
        assertThat(broken(List.of(new Read("r", 5, 11, 2)))).isEmpty();
    }

    @Test
    void aDifferenceThatOutlivesTheWindowDoesNotConverge() {
        History history = new History(1, List.of(), List.of(COMMIT), List.of(), List.of(new Quiescence(50, 1, 2)));
        assertThat(properties(Oracles.check(history))).containsExactly(CONVERGES);
        History agreed = new History(1, List.of(), List.of(COMMIT), List.of(), List.of(new Quiescence(50, 2, 2)));
        assertThat(Oracles.check(agreed)).isEmpty();
    }

    @Test
    void agreesWithBruteForceOnRandomHistories() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            History history = random(random);
            assertThat(properties(Oracles.check(history))).as(history::toString).isEqualTo(bruteForce(history));
        }
    }

    private static Set<Property> broken(List<Read> reads) {
        return properties(Oracles.check(new History(1, reads, List.of(COMMIT), List.of(ACKNOWLEDGED), List.of())));
    }

    private static Set<Property> properties(List<Violation> violations) {
        return violations.stream()
                .map(Violation::property)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Property.class)));
    }

    /** Up to four reads and three commits at random moments, also equal ones. */
    private static History random(Random random) {
        List<Commit> commits = IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> {
                    long sent = random.nextInt(20);
                    return new Commit("w" + i, sent, sent + 1 + random.nextInt(4), 2 + i);
                })
                .toList();
        List<Acknowledgement> acknowledgements = commits.stream()
                .filter(commit -> random.nextBoolean())
                .map(commit ->
                        new Acknowledgement(commit.task(), commit.done() + 1 + random.nextInt(5), commit.version()))
                .toList();
        List<Read> reads = IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> {
                    long started = random.nextInt(25);
                    return new Read("r" + i, started, started + 1 + random.nextInt(6), 1 + random.nextInt(4));
                })
                .toList();
        List<Quiescence> quiescences = random.nextInt(4) == 0
                ? List.of(new Quiescence(40, 1 + random.nextInt(2), 1 + random.nextInt(2)))
                : List.of();
        return new History(1, reads, commits, acknowledgements, quiescences);
    }

    /** The definitions of the properties, literally. */
    private static Set<Property> bruteForce(History history) {
        Set<Property> broken = EnumSet.noneOf(Property.class);
        for (Read read : history.reads()) {
            if (history.acknowledgements().stream()
                    .anyMatch(ack -> ack.at() < read.started() && ack.version() > read.version())) {
                broken.add(NO_STALE_AFTER_ACK);
            }
            if (history.commits().stream()
                    .anyMatch(commit -> commit.done() < read.started() && commit.version() > read.version())) {
                broken.add(COMMIT_FRESH);
            }
            if (history.reads().stream()
                    .anyMatch(other -> other.returned() < read.started() && other.version() > read.version())) {
                broken.add(MONOTONIC);
            }
            boolean committed = read.version() <= history.initialVersion()
                    || history.commits().stream()
                            .anyMatch(commit -> commit.sent() < read.returned() && commit.version() >= read.version());
            if (!committed) {
                broken.add(NO_DIRTY);
            }
        }
        if (history.quiescences().stream().anyMatch(found -> found.cached() != found.database())) {
            broken.add(CONVERGES);
        }
        return broken;
    }
}

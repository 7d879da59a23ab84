package io.github.cacheconsistency.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cacheconsistency.test.oracle.LinearizabilityResult.NotLinearizable;
import io.github.cacheconsistency.test.oracle.LinearizabilityResult.Undecided;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearizabilityTest {

    private final OperationLog log = new OperationLog(1);

    @Test
    void nothingIsLinearizable() {
        assertThat(Linearizability.check(log).isLinearizable()).isTrue();
        assertThat(log.size()).isZero();
    }

    @Test
    void anOldVersionIsAllowedWhileTheWriteIsUnderWay() {
        log.write(10, 20, 2);
        log.read(19, 40, 1);
        assertThat(Linearizability.check(log).isLinearizable()).isTrue();
    }

    @Test
    void momentsThatAreEqualOverlap() {
        log.write(10, 20, 2);
        log.read(20, 40, 1);
        assertThat(Linearizability.check(log).isLinearizable()).isTrue();
    }

    @Test
    void anOldVersionAfterTheWriteIsExplained() {
        log.write(10, 20, 2);
        log.read(21, 40, 1);
        assertThat(explanation())
                .isEqualTo(
                        "the write of version 1 (before everything) was over before the write of version 2 (from 10 to 20) started, so version 1 came first;"
                                + " but the write of version 2 (from 10 to 20) was over before the read of version 1 (from 21 to 40) started, so version 2 did");
    }

    @Test
    void anOldVersionAfterAnotherReadersNewOneIsAContradiction() {
        log.write(10, 100, 2);
        log.read(11, 12, 2);
        log.read(13, 14, 1);
        assertThat(contradiction().operations())
                .containsExactly(
                        new LoggedOperation(true, Long.MIN_VALUE, Long.MIN_VALUE, 1),
                        new LoggedOperation(false, 11, 12, 2),
                        new LoggedOperation(false, 13, 14, 1));
    }

    @Test
    void readersMayAgreeOnAnyOrderOfWritesThatOverlap() {
        log.write(10, 100, 2);
        log.write(11, 100, 3);
        log.read(12, 13, 3);
        log.read(14, 15, 2);
        assertThat(Linearizability.check(log).isLinearizable()).isTrue();
        assertThat(Linearizability.checkInVersionOrder(log))
                .hasToString("not linearizable: the read of version 2 (from 14 to 15) started after"
                        + " the read of version 3 (from 12 to 13) was over, although version 2 is older");
    }

    @Test
    void aVersionThatNoWriteWroteIsNamed() {
        log.read(10, 11, 7);
        assertThat(explanation())
                .isEqualTo("the read of version 7 (from 10 to 11) returned a version that no write wrote");
    }

    @Test
    void aReadBeforeTheWriteStartedIsNamed() {
        log.read(10, 11, 2);
        log.write(12, 13, 2);
        assertThat(explanation())
                .isEqualTo(
                        "the read of version 2 (from 10 to 11) had returned before the write of version 2 (from 12 to 13) started");
    }

    @Test
    void aWriteThatNeverEndedMayBeSeenLateOrNever() {
        log.unfinishedWrite(10, 2);
        log.read(20, 21, 1);
        assertThat(Linearizability.check(log).isLinearizable()).isTrue();
        log.read(30, 31, 2);
        assertThat(Linearizability.check(log).isLinearizable()).isTrue();
        log.read(40, 41, 1);
        assertThat(contradiction().operations()).contains(new LoggedOperation(false, 40, 41, 1));
    }

    /** It is unknown whether the first COMMIT arrived; if not, the second write has the same version. */
    @Test
    void aVersionThatIsGivenAgainIsSearchedFor() {
        log.unfinishedWrite(10, 2);
        log.read(20, 21, 2);
        log.read(22, 23, 1);
        log.write(30, 40, 2);
        assertThat(explanation()).startsWith("no order of the writes explains the read of version 1 (from 22 to 23)");

        OperationLog other = new OperationLog(1);
        other.unfinishedWrite(10, 2);
        other.read(22, 23, 1);
        other.write(30, 40, 2);
        other.read(50, 51, 2);
        assertThat(Linearizability.check(other).isLinearizable()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Linearizability.checkInVersionOrder(other))
                .withMessageContaining("written twice");
    }

    /** Which of two versions is current after both writes is part of the searched state. */
    @ParameterizedTest
    @CsvSource({"2, 3", "3, 2"})
    void anotherVersionHeldIsAnotherState(long first, long later) {
        log.write(10, 100, 2);
        log.write(10, 100, 3);
        log.read(200, 210, first);
        log.write(300, 310, later);
        log.read(320, 330, later);
        assertThat(Linearizability.check(log)).hasToString("linearizable");
    }

    /** Which of two writes is not ordered yet is part of the searched state as well. */
    @ParameterizedTest
    @CsvSource({"2, 3", "3, 2"})
    void anotherWriteToComeIsAnotherState(long first, long later) {
        log.write(10, 800, 2);
        log.write(10, 800, 3);
        log.write(10, 800, 4);
        log.read(100, 110, 4);
        log.read(200, 210, first);
        log.write(900, 910, later);
        log.read(920, 930, later);
        assertThat(Linearizability.check(log)).hasToString("linearizable");
    }

    @Test
    void aContradictionAmongOthersIsFoundWithoutASearch() {
        log.write(10, 20, 2);
        log.read(21, 40, 1);
        log.write(50, 60, 3);
        log.write(70, 80, 3);
        assertThat(Linearizability.check(log, 0)).isInstanceOf(NotLinearizable.class);
    }

    @Test
    void aSearchThatIsTooLongSaysSo() {
        log.write(10, 20, 2);
        log.write(15, 20, 2);
        log.read(30, 31, 2);
        assertThat(Linearizability.check(log, 0))
                .isInstanceOf(Undecided.class)
                .hasToString(
                        "undecided: more than 0 states; log shorter stretches, or give each write its own version");
        assertThat(Linearizability.check(log).isLinearizable()).isTrue();
    }

    @Test
    void logsOfSeveralThreadsAreJoined() {
        OperationLog other = new OperationLog(1);
        other.write(10, 20, 2);
        log.read(30, 31, 2);
        log.addAll(other);
        assertThat(log.size()).isEqualTo(2);
        assertThat(Linearizability.check(log).isLinearizable()).isTrue();
    }

    @Test
    void impossibleMomentsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.read(10, 9, 1))
                .withMessageContaining("found one from 10 to 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.read(10, Long.MAX_VALUE, 1))
                .withMessageContaining("leave it out");
    }

    /** Versions that are far apart have another index. */
    @ParameterizedTest
    @ValueSource(longs = {1, 1_000_003, Long.MAX_VALUE / 20_000})
    void longHistoriesAreDecidedWhateverTheVersions(long factor) {
        RandomOperations random = new RandomOperations(new Random(7), true, 0);
        List<LoggedOperation> operations = random.linearizable(20_000, 20, 6);
        assertThat(Linearizability.check(multiplied(operations, factor)))
                .asString()
                .isEqualTo("linearizable");
        operations.add(new LoggedOperation(false, 300_000, 300_001, RandomOperations.INITIAL_VERSION));
        assertThat(Linearizability.check(multiplied(operations, factor)).isLinearizable())
                .isFalse();
    }

    @Test
    void longHistoriesWithRepeatedVersionsAreDecided() {
        for (int seed = 0; seed < 20; seed++) {
            RandomOperations random = new RandomOperations(new Random(seed), true, 33);
            List<LoggedOperation> operations = random.linearizable(2_000, 20, 4);
            assertThat(Linearizability.check(RandomOperations.log(operations)))
                    .asString()
                    .isEqualTo("linearizable");
        }
    }

    private static OperationLog multiplied(List<LoggedOperation> operations, long factor) {
        return RandomOperations.log(operations.stream()
                .map(operation -> new LoggedOperation(
                        operation.write(),
                        operation.started(),
                        operation.ended(),
                        1 + (operation.version() - 1) * factor))
                .toList());
    }

    private NotLinearizable contradiction() {
        return (NotLinearizable) Linearizability.check(log);
    }

    private String explanation() {
        return contradiction().explanation();
    }
}

package io.github.cacheconsistency.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.oracle.LinearizabilityResult.NotLinearizable;
import io.github.cacheconsistency.test.oracle.LinearizabilityResult.Undecided;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the checker with all orders of small histories; both verdicts must occur often. */
class LinearizabilityBruteForceTest {

    private static final Logger logger = LoggerFactory.getLogger(LinearizabilityBruteForceTest.class);
    private static final int HISTORIES = 25_000;
    private static final int OPERATIONS = 7;
    private static final int OFTEN = HISTORIES / 100;

    /** The kinds of histories. */
    enum Kind {
        FINISHED(false, 0),
        UNFINISHED(true, 0),
        REPEATED(false, 33),
        UNFINISHED_AND_REPEATED(true, 33),
        FEW_VERSIONS(false, 100),
        UNFINISHED_AND_FEW_VERSIONS(true, 100);

        private final boolean unfinished;
        private final int again;

        Kind(boolean unfinished, int again) {
            this.unfinished = unfinished;
            this.again = again;
        }

        RandomOperations random() {
            return new RandomOperations(new Random(42), unfinished, again);
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnArbitraryHistories(Kind kind) {
        RandomOperations random = kind.random();
        Count count = new Count();
        for (int i = 0; i < HISTORIES; i++) {
            count.agreed(random.arbitrary(OPERATIONS));
        }
        logger.info("arbitrary, {}: {}", kind, count);
        count.bothWereSeenOften();
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnLinearizableHistoriesThatWereMutated(Kind kind) {
        RandomOperations random = kind.random();
        Count count = new Count();
        for (int i = 0; i < HISTORIES; i++) {
            List<LoggedOperation> operations = random.linearizable(OPERATIONS, 40, 2);
            if (i % 4 == 0) {
                assertThat(count.agreed(operations)).as(operations::toString).isTrue();
            } else {
                count.agreed(random.mutated(random.mutated(random.mutated(operations))));
            }
        }
        logger.info("mutated, {}: {}", kind, count);
        count.bothWereSeenOften();
    }

    private static final class Count {

        private int linearizable;
        private int not;
        private int undecided;

        boolean agreed(List<LoggedOperation> operations) {
            boolean expected = isLinearizable(operations);
            OperationLog log = RandomOperations.log(operations);
            LinearizabilityResult result = Linearizability.check(log);
            assertThat(result).as(operations::toString).isNotInstanceOf(Undecided.class);
            assertThat(result.isLinearizable())
                    .as(() -> operations + ": " + result)
                    .isEqualTo(expected);
            if (result instanceof NotLinearizable contradiction) {
                assertThat(isLinearizable(whatIsNamed(contradiction, operations)))
                        .as(() -> operations + ": " + result)
                        .isFalse();
            }
            LinearizabilityResult searched = new LinearizationSearch(log.sorted(), Integer.MAX_VALUE).search();
            assertThat(searched.isLinearizable())
                    .as(() -> operations + ": " + searched)
                    .isEqualTo(expected);
            // With every limit, it may give up, but it is never wrong.
            LinearizabilityResult bounded = new LinearizationSearch(log.sorted(), 2).search();
            if (bounded instanceof Undecided) {
                undecided++;
            } else {
                assertThat(bounded.isLinearizable())
                        .as(() -> operations + ": " + bounded)
                        .isEqualTo(expected);
            }
            if (expected) {
                linearizable++;
            } else {
                not++;
            }
            return expected;
        }

        private static boolean isLinearizable(List<LoggedOperation> operations) {
            return BruteForce.isLinearizable(RandomOperations.INITIAL_VERSION, operations);
        }

        /** All operations on the contradicting versions, or up to the operation at which the search failed. */
        private static List<LoggedOperation> whatIsNamed(
                NotLinearizable contradiction, List<LoggedOperation> operations) {
            Predicate<LoggedOperation> isNamed = operation -> contradiction.operations().stream()
                    .anyMatch(named -> contradiction.explanation().startsWith("no order")
                            ? operation.started() <= named.ended()
                            : operation.version() == named.version());
            return operations.stream().filter(isNamed).toList();
        }

        void bothWereSeenOften() {
            assertThat(linearizable).as(this::toString).isGreaterThan(OFTEN);
            assertThat(not).as(this::toString).isGreaterThan(OFTEN);
            assertThat(undecided).as(this::toString).isPositive();
        }

        @Override
        public String toString() {
            return "%d linearizable, %d not; the search gave up on %d when it was to look at two states"
                    .formatted(linearizable, not, undecided);
        }
    }
}

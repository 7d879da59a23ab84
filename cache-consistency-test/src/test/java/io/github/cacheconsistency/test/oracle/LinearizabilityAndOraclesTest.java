package io.github.cacheconsistency.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.oracle.History.Acknowledgement;
import io.github.cacheconsistency.test.oracle.History.Commit;
import io.github.cacheconsistency.test.oracle.History.Read;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code NO_STALE_AFTER_ACK} and {@code MONOTONIC} relate to linearizability as documented. */
class LinearizabilityAndOraclesTest {

    private static final Logger logger = LoggerFactory.getLogger(LinearizabilityAndOraclesTest.class);
    private static final int HISTORIES = 40_000;
    private static final Set<Property> LINEARIZABLE =
            EnumSet.of(Property.NO_STALE_AFTER_ACK, Property.MONOTONIC, Property.NO_DIRTY);

    private final Random random = new Random(42);

    /** A history, and the log of the same reads and of the writes from COMMIT to acknowledgement. */
    private record Both(History history, OperationLog log) {

        boolean oraclesAreContent() {
            return Oracles.check(history).stream().noneMatch(violation -> LINEARIZABLE.contains(violation.property()));
        }

        boolean isLinearizable() {
            return Linearizability.check(log).isLinearizable();
        }

        boolean isLinearizableInVersionOrder() {
            return Linearizability.checkInVersionOrder(log).isLinearizable();
        }
    }

    @Test
    void theOraclesAreContentExactlyIfTheVersionOrderExplainsTheHistory() {
        int content = 0;
        int otherOrder = 0;
        for (int i = 0; i < HISTORIES; i++) {
            Both both = random(true);
            boolean expected = both.oraclesAreContent();
            assertThat(both.isLinearizableInVersionOrder()).as(both::toString).isEqualTo(expected);
            if (expected) {
                assertThat(both.isLinearizable()).as(both::toString).isTrue();
                content++;
            } else if (both.isLinearizable()) {
                otherOrder++;
            }
        }
        String counts = "%d linearizable in version order, %d in another order only, %d not"
                .formatted(content, otherOrder, HISTORIES - content - otherOrder);
        logger.info("{}", counts);
        assertThat(content).as(counts).isGreaterThan(HISTORIES / 10);
        assertThat(otherOrder).as(counts).isPositive();
        assertThat(HISTORIES - content - otherOrder).as(counts).isGreaterThan(HISTORIES / 10);
    }

    @Test
    void whereNoWritesOverlapThereIsNoOtherOrder() {
        int linearizable = 0;
        for (int i = 0; i < HISTORIES; i++) {
            Both both = random(false);
            boolean expected = both.oraclesAreContent();
            assertThat(both.isLinearizable()).as(both::toString).isEqualTo(expected);
            assertThat(both.isLinearizableInVersionOrder()).as(both::toString).isEqualTo(expected);
            linearizable += expected ? 1 : 0;
        }
        logger.info("no writes overlap: {} linearizable, {} not", linearizable, HISTORIES - linearizable);
        assertThat(linearizable).isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
    }

    @Test
    void theVersionOrderAgreesWithBruteForce() {
        RandomOperations operations = new RandomOperations(random, true, 0);
        int linearizable = 0;
        for (int i = 0; i < HISTORIES; i++) {
            List<LoggedOperation> arbitrary = operations.arbitrary(6);
            boolean expected = BruteForce.isLinearizable(RandomOperations.INITIAL_VERSION, arbitrary, true);
            assertThat(Linearizability.checkInVersionOrder(RandomOperations.log(arbitrary))
                            .isLinearizable())
                    .as(arbitrary::toString)
                    .isEqualTo(expected);
            linearizable += expected ? 1 : 0;
        }
        logger.info("version order given: {} linearizable, {} not", linearizable, HISTORIES - linearizable);
        assertThat(linearizable).isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
    }

    /** Moments are distinct, as if one counter supplies them; COMMITs are sent in the order of versions. */
    private Both random(boolean overlappingWrites) {
        int writes = random.nextInt(4);
        int reads = 1 + random.nextInt(4);
        List<Long> moments = new ArrayList<>(
                LongStream.range(0, 3L * writes + 2L * reads).boxed().toList());
        Collections.shuffle(moments, random);
        List<Long> ofWrites = new ArrayList<>(new TreeSet<>(moments.subList(0, 3 * writes)));
        List<Commit> commits = new ArrayList<>();
        List<Acknowledgement> acknowledgements = new ArrayList<>();
        OperationLog log = new OperationLog(1);
        for (int i = 0; i < writes; i++) {
            long version = 2 + i;
            List<Long> own = overlappingWrites ? drawn(ofWrites) : drawnFirst(ofWrites);
            commits.add(new Commit("writer", own.get(0), own.get(1), version));
            if (overlappingWrites && random.nextInt(4) == 0) {
                log.unfinishedWrite(own.get(0), version);
            } else {
                acknowledgements.add(new Acknowledgement("writer", own.get(2), version));
                log.write(own.get(0), own.get(2), version);
            }
        }
        List<Read> readsOfAll = new ArrayList<>();
        for (int i = 0; i < reads; i++) {
            List<Long> own =
                    new ArrayList<>(new TreeSet<>(moments.subList(3 * writes + 2 * i, 3 * writes + 2 * i + 2)));
            long version = 1 + random.nextInt(writes + 1);
            readsOfAll.add(new Read("reader", own.get(0), own.get(1), version));
            log.read(own.get(0), own.get(1), version);
        }
        return new Both(new History(1, readsOfAll, commits, acknowledgements, List.of()), log);
    }

    /** The first unused moment, and two later ones. */
    private List<Long> drawn(List<Long> moments) {
        List<Long> own = new ArrayList<>(List.of(moments.remove(0)));
        own.add(moments.remove(random.nextInt(moments.size())));
        own.add(moments.remove(random.nextInt(moments.size())));
        Collections.sort(own);
        return own;
    }

    private static List<Long> drawnFirst(List<Long> moments) {
        return List.of(moments.remove(0), moments.remove(0), moments.remove(0));
    }
}

package io.github.cacheconsistency.test.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.explore.SleepSetSearch.Reduction;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reductions lose nothing: on random programs, each search reaches the same final states as the plain one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SearchesAgree {

    private final long first;
    private final long last;

    /** The results of the plain searches, which take longest; run once for all tests. */
    private final Map<Long, EndsOf> plain = new HashMap<>();

    private final Map<Long, EndsOf> bounded = new HashMap<>();

    /** Searches the programs with the seeds from the first, inclusive, to the last, exclusive. */
    SearchesAgree(long first, long last) {
        this.first = first;
        this.last = last;
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void reductionsReachTheSameEnds(Reduction reduction) {
        long plainSchedules = 0;
        long schedules = 0;
        for (long seed : seeds()) {
            EndsOf plain = plain(seed);
            EndsOf reduced = depthFirst(seed, reduction);
            assertThat(reduced.states()).as("program %d", seed).isEqualTo(plain.states());
            assertThat(reduced.broken()).as("program %d", seed).isEqualTo(plain.broken());
            plainSchedules += plain.schedules();
            schedules += reduced.schedules();
        }
        assertThat(schedules).isLessThan(plainSchedules / 2);
    }

    @Test
    void boundedSearchReachesEachEndWithTheFewestPreemptions() {
        for (long seed : seeds()) {
            EndsOf plain = plain(seed);
            assertThat(bounded(seed).fewestPreemptions())
                    .as("program %d, each schedule", seed)
                    .isEqualTo(plain.fewestPreemptions());
            assertThat(bounded(seed, true, false).fewestPreemptions())
                    .as("program %d, what happened before what", seed)
                    .isEqualTo(plain.fewestPreemptions());
            assertThat(bounded(seed, true, true).fewestPreemptions())
                    .as("program %d, states", seed)
                    .isEqualTo(plain.fewestPreemptions());
        }
    }

    @Test
    void boundedSearchRunsNoScheduleTwice() {
        for (long seed : seeds()) {
            assertThat(bounded(seed).schedules())
                    .as("program %d", seed)
                    .isEqualTo(plain(seed).schedules());
        }
    }

    private long[] seeds() {
        return LongStream.range(first, last).toArray();
    }

    /** All schedules. */
    private EndsOf plain(long seed) {
        return plain.computeIfAbsent(seed, program -> depthFirst(program, Reduction.NONE));
    }

    /** All schedules, those with the fewest preemptions first. */
    private EndsOf bounded(long seed) {
        return bounded.computeIfAbsent(seed, program -> bounded(program, false, false));
    }

    private static EndsOf depthFirst(long seed, Reduction reduction) {
        return EndsOf.depthFirst(new RandomProgram(seed, true), reduction, SearchesAgree::end);
    }

    private static EndsOf bounded(long seed, boolean knowsStates, boolean tellsState) {
        return EndsOf.bounded(new RandomProgram(seed, tellsState), knowsStates, SearchesAgree::end);
    }

    private static String end(Execution execution) {
        return ((RandomProgram.Run) execution).everything();
    }
}

package io.github.cacheconsistency.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.targets.Target;
import io.github.cacheconsistency.targets.Targets;
import io.github.cacheconsistency.targets.TargetsExtension;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints the throughput of the checker in operations per second; asserts only the verdict. */
@Tag("measure")
@Tag("targets")
@ExtendWith(TargetsExtension.class)
class LinearizabilitySpeedTest {

    private static final Logger logger = LoggerFactory.getLogger(LinearizabilitySpeedTest.class);
    private static final int OPERATIONS = 2_000_000;
    private static final int WARM_UPS = 5;
    private static final int RUNS = 11;
    /** Million operations per second. */
    private static final int TARGET = 20;

    /** The ratio of operations to writes; eight operations overlap. */
    @ParameterizedTest
    @CsvSource({"10, 1", "2, 1", "10, 1000003"})
    void operationsPerSecond(int operationsPerWrite, long versionStep, Targets targets) {
        OperationLog log = history(operationsPerWrite, versionStep);
        assertThat(log.sorted()).as("the log is in the order of starts").isSameAs(log);
        double[] seconds = new double[RUNS];
        for (int run = -WARM_UPS; run < RUNS; run++) {
            long started = System.nanoTime();
            assertThat(Linearizability.check(log).isLinearizable()).isTrue();
            seconds[Math.max(run, 0)] = (System.nanoTime() - started) / 1e9;
        }
        Arrays.sort(seconds);
        long millions = Math.round(OPERATIONS / seconds[RUNS / 2] / 1e6);
        String words =
                "%d million operations/s: %d operations, one write in %d, versions %d apart, one thread, median of %d runs"
                        .formatted(millions, OPERATIONS, operationsPerWrite, versionStep, RUNS);
        logger.info(words);
        targets.add(Target.CHECKER, words, millions >= TARGET);
    }

    /** Effects follow each other; each operation lasts up to four effects before and after its own. */
    private static OperationLog history(int operationsPerWrite, long versionStep) {
        Random random = new Random(42);
        OperationLog log = new OperationLog(0);
        long version = 0;
        long started = 0;
        for (int i = 1; i <= OPERATIONS; i++) {
            long effect = 64L * i;
            started = Math.max(started, effect - random.nextInt(256));
            long ended = effect + random.nextInt(256);
            if (i % operationsPerWrite == 0) {
                version += versionStep;
                log.write(started, ended, version);
            } else {
                log.read(started, ended, version);
            }
        }
        return log;
    }
}

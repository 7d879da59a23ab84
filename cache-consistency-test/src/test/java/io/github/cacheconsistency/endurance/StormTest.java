package io.github.cacheconsistency.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.server.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The strategies keep their promises in a storm of real threads on real servers, with random delays and no forced
 * order.
 */
@EnduranceServers
@Tag("database")
class StormTest {

    private static final Logger logger = LoggerFactory.getLogger(StormTest.class);

    private final TestServers servers;

    @Autowired
    StormTest(TestServers servers) {
        this.servers = servers;
    }

    @Test
    void rowLockLeaseBreaksNothing() throws Exception {
        StormReport report = storm("row-lock-lease", true, Budget.storm(), Budget.reads());

        assertThat(report.findings().violations()).as(report::toString).isEmpty();
        assertThat(report.findings().contradictions()).as(report::toString).isEmpty();
        assertThat(report.reads()).as(report::toString).isGreaterThanOrEqualTo(Budget.reads());
        assertThat(report.killed()).as(report::toString).isPositive();
    }

    /** The baseline: the same storm breaks a strategy with weak promises. */
    @Test
    void cacheAsideServesThousandsOfStaleValues() throws Exception {
        StormReport report = storm("cache-aside", true, Budget.storm().dividedBy(2), Budget.reads() / 2);

        assertThat(report.findings().violations(Property.COMMIT_FRESH))
                .as(report::toString)
                .isGreaterThan(Budget.reads() / 100);
        assertThat(report.findings().violations(Property.NO_STALE_AFTER_ACK))
                .as(report::toString)
                .isPositive();
        assertThat(report.findings().contradictions()).as(report::toString).isNotEmpty();
    }

    /**
     * Without late deaths, because a writer that dies between COMMIT and invalidation needs an outbox.
     */
    @ParameterizedTest
    @ValueSource(strings = {"lease", "versioned-write"})
    void whatInvalidatesAfterTheCommitKeepsWhatItPromises(String strategy) throws Exception {
        StormReport report = storm(strategy, false, Budget.storm().dividedBy(4), 0);

        assertThat(report.findings().violations(Property.CONVERGES))
                .as(report::toString)
                .isZero();
        assertThat(report.findings().violations(Property.NO_STALE_AFTER_ACK))
                .as(report::toString)
                .isZero();
        assertThat(report.findings().violations(Property.NO_DIRTY))
                .as(report::toString)
                .isZero();
        assertThat(report.findings().violations(Property.COMMIT_FRESH))
                .as(report::toString)
                .isPositive();
    }

    private StormReport storm(String strategy, boolean diesLate, Duration duration, long reads) throws Exception {
        try (Storm storm = new Storm(servers, strategy, diesLate)) {
            storm.rage(duration, reads);
            StormReport report = storm.report();
            logger.info("{}", report);
            return report;
        }
    }
}

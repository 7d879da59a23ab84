package io.github.cacheconsistency.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.endurance.Outage.Policy;
import io.github.cacheconsistency.endurance.Outage.Return;
import io.github.cacheconsistency.test.server.EmbeddedRedis;
import io.github.cacheconsistency.test.server.TestServers;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Redis is killed under load and restarts, empty or with an old snapshot. With an outbox and the failover watch. */
@EnduranceServers
class OutageTest {

    private static final Logger logger = LoggerFactory.getLogger(OutageTest.class);

    /** 500 ms, in ticks of at least 100 ms. */
    private static final int TICKS = 5;

    private final TestServers servers;

    @Autowired
    OutageTest(TestServers servers) {
        this.servers = servers;
    }

    @ParameterizedTest
    @CsvSource({
        "ROW_LOCK_LEASE_FAIL_WRITE, EMPTY",
        "ROW_LOCK_LEASE_FAIL_WRITE, OLD_SNAPSHOT",
        "ROW_LOCK_LEASE_DEGRADE, EMPTY",
        "ROW_LOCK_LEASE_DEGRADE, OLD_SNAPSHOT",
        "LEASE, EMPTY",
        "LEASE, OLD_SNAPSHOT"
    })
    @Timeout(300)
    void nothingIsLostAndNoReadFails(Policy policy, Return back) throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Outage outage = new Outage(servers, redis, policy)) {
            outage.run(Budget.outage(), back, TICKS);
            OutageReport report = outage.report();
            logger.info("{}, Redis back with {}: {}", policy, back, report);

            assertThat(report.convergedAfter()).as(report::toString).isPresent();
            if (policy.refuses()) {
                assertThat(report.acknowledgedMeanwhile()).as(report::toString).isZero();
                assertThat(report.refusedMeanwhile()).as(report::toString).isPositive();
            } else {
                assertThat(report.refusedMeanwhile()).as(report::toString).isZero();
                assertThat(report.acknowledgedMeanwhile()).as(report::toString).isPositive();
            }
            assertThat(report.findings().violations())
                    .as(report::toString)
                    .filteredOn(violation -> policy.promises(violation.property()))
                    .isEmpty();
            if (policy.refuses()) {
                assertThat(report.findings().contradictions())
                        .as(report::toString)
                        .isEmpty();
            }
        }
    }
}

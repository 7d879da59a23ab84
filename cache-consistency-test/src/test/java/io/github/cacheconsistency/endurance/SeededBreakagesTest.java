package io.github.cacheconsistency.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.server.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** The storm in which {@code row-lock-lease} breaks no property detects wrong variants of it. */
@EnduranceServers
@Tag("database")
class SeededBreakagesTest {

    private static final Logger logger = LoggerFactory.getLogger(SeededBreakagesTest.class);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final TestServers servers;

    @Autowired
    SeededBreakagesTest(TestServers servers) {
        this.servers = servers;
    }

    @ParameterizedTest
    @EnumSource
    void aStormFinds(SeededBreakage breakage) throws Exception {
        try (Storm storm = new Storm(servers, breakage.strategyName(), true, breakage)) {
            storm.rageUntilBroken(LONGEST);
            StormReport report = storm.report();
            logger.info("{}", report);
            assertThat(report.findings().violations()).as(report::toString).isNotEmpty();
        }
    }
}

package io.github.cacheconsistency.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.scenario.ExploredScenario;
import io.github.cacheconsistency.test.scenario.ExploredScenarios;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explores the scenarios without faults on every peer and prints the results; takes minutes. {@code -Dpeers.write=true}
 * writes them into the documentation; {@code -Dmeasure.seconds} sets the time per scenario.
 */
@Tag("measure")
class ExploredPeersTest {

    private static final Logger logger = LoggerFactory.getLogger(ExploredPeersTest.class);
    private static final Duration BUDGET = Duration.ofSeconds(Integer.getInteger("measure.seconds", 10));

    @Test
    void areExplored() throws IOException {
        StringBuilder table = new StringBuilder(ExploredRow.HEAD);
        for (Peer peer : Peer.values()) {
            try (ExploredPeer explored = new ExploredPeer(peer, BUDGET)) {
                // Warms up: the first schedules of a context load classes and open connections, which takes seconds.
                explored.row(ExploredScenarios.READ_BETWEEN_COMMIT_AND_DELETE);
                for (ExploredScenario scenario : ExploredPeer.SCENARIOS) {
                    String row = explored.row(scenario).markdown();
                    logger.info(row.strip());
                    table.append(row);
                }
            }
        }
        assertThat(table).doesNotContain("| nothing | 0 in");
        if (Boolean.getBoolean("peers.write")) {
            ScoreboardPage.EXPLORED.write(table + "\n" + PeerVersions.describe() + " At most " + BUDGET.toSeconds()
                    + " s for each scenario.\n");
        }
    }
}

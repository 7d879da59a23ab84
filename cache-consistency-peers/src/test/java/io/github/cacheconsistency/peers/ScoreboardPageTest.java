package io.github.cacheconsistency.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ScoreboardPageTest {

    @Test
    void showsWhatTheRacesAreHeldTo() throws IOException {
        assertThat(ScoreboardPage.FORCED.read())
                .as("the scoreboard in docs/evidence/peers.md; its first section says how it is written")
                .isEqualTo(ScoreboardTable.of(ExpectedPeerVerdicts::of));
    }

    @Test
    void hasARowForWhateverIsExplored() throws IOException {
        String table = ScoreboardPage.EXPLORED.read();

        for (Peer peer : Peer.values()) {
            ExploredPeer.SCENARIOS.forEach(scenario -> assertThat(table)
                    .as("the scoreboard in docs/evidence/explored.md; its section says how it is written")
                    .contains(ExploredRow.begin(peer.id(), scenario.id())));
        }
    }
}

package io.github.cacheconsistency.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ScoreboardPageTest {

    @Test
    void showsWhatTheRacesAreHeldTo() throws IOException {
        assertThat(ScoreboardPage.read())
                .as("the scoreboard in docs/peers.md; its first section says how it is written")
                .isEqualTo(ScoreboardTable.of(ExpectedPeerVerdicts::of));
    }
}

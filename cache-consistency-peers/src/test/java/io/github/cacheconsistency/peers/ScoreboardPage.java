package io.github.cacheconsistency.peers;

import java.nio.file.Path;

/** Where the documentation shows what peers do. */
final class ScoreboardPage {

    /** In orders that are forced. */
    static final MarkedPart FORCED = new MarkedPart(
            Path.of("..", "docs", "evidence", "peers.md"),
            "<!-- scoreboard: written by the tests of cache-consistency-peers -->",
            "<!-- end of the scoreboard -->");

    /** In all interleavings. */
    static final MarkedPart EXPLORED = new MarkedPart(
            Path.of("..", "docs", "evidence", "explored.md"),
            "<!-- explored peers: written by the tests of cache-consistency-peers -->",
            "<!-- end of the explored peers -->");

    private ScoreboardPage() {}
}

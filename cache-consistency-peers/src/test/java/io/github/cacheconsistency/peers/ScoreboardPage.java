package io.github.cacheconsistency.peers;

import java.nio.file.Path;

/** The parts of the documentation with the results of peers. */
final class ScoreboardPage {

    /** The results of forced orders. */
    static final MarkedPart FORCED = new MarkedPart(
            Path.of("..", "docs", "evidence", "peers.md"),
            "<!-- scoreboard: written by the tests of cache-consistency-peers -->",
            "<!-- end of the scoreboard -->");

    /** The results of exploration. */
    static final MarkedPart EXPLORED = new MarkedPart(
            Path.of("..", "docs", "evidence", "explored.md"),
            "<!-- explored peers: written by the tests of cache-consistency-peers -->",
            "<!-- end of the explored peers -->");

    private ScoreboardPage() {}
}

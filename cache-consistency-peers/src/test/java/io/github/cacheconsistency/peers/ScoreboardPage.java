package io.github.cacheconsistency.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of the documentation that shows the scoreboard, between two marks. */
final class ScoreboardPage {

    private static final Path PAGE = Path.of("..", "docs", "peers.md");
    private static final String BEGIN = "<!-- scoreboard: written by the tests of cache-consistency-peers -->\n";
    private static final String END = "<!-- end of the scoreboard -->";

    private ScoreboardPage() {}

    static String read() throws IOException {
        String page = Files.readString(PAGE);
        return page.substring(begin(page), end(page));
    }

    static void write(String table) throws IOException {
        String page = Files.readString(PAGE);
        Files.writeString(PAGE, page.substring(0, begin(page)) + table + page.substring(end(page)));
    }

    private static int begin(String page) {
        return position(page, BEGIN) + BEGIN.length();
    }

    private static int end(String page) {
        return position(page, END);
    }

    private static int position(String page, String mark) {
        int position = page.indexOf(mark);
        if (position < 0) {
            throw new IllegalStateException(PAGE + " lacks the line " + mark.strip());
        }
        return position;
    }
}

package io.github.cacheconsistency.targets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of the documentation that shows the table, between two marks. */
final class TargetsPage {

    /** Seen from the module, where its tests run. */
    static final Path FILE = Path.of("..", "docs", "race-targets.md");

    private static final String BEGIN = "<!-- targets: written by the profile of that name -->\n";
    private static final String END = "<!-- end of the targets -->";

    private TargetsPage() {}

    static String read() throws IOException {
        String page = Files.readString(FILE);
        return page.substring(begin(page), position(page, END));
    }

    static void write(String table) throws IOException {
        String page = Files.readString(FILE);
        Files.writeString(FILE, page.substring(0, begin(page)) + table + page.substring(position(page, END)));
    }

    private static int begin(String page) {
        return position(page, BEGIN) + BEGIN.length();
    }

    private static int position(String page, String mark) {
        int position = page.indexOf(mark);
        if (position < 0) {
            throw new IllegalStateException(FILE + " lacks the line " + mark.strip());
        }
        return position;
    }
}

package io.github.cacheconsistency.test.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text into lines. */
final class Lines {

    private Lines() {}

    /** Lines of at most {@code room} characters, broken between words; a longer word has a line of its own. */
    static List<String> wrap(String text, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}

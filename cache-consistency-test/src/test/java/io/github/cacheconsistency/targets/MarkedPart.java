package io.github.cacheconsistency.targets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a page of the documentation between two marks.
 *
 * @param page relative to the module, where the tests run
 * @param begin the line before it
 * @param end the line after it
 */
public record MarkedPart(Path page, String begin, String end) {

    /** The text between the marks. */
    public String read() throws IOException {
        String text = Files.readString(page);
        return text.substring(begin(text), position(text, end));
    }

    /** Replaces the text between the marks. */
    public void write(String part) throws IOException {
        String text = Files.readString(page);
        Files.writeString(page, text.substring(0, begin(text)) + part + text.substring(position(text, end)));
    }

    private int begin(String text) {
        return position(text, begin) + begin.length() + 1;
    }

    private int position(String text, String mark) {
        int position = text.indexOf(mark + "\n");
        if (position < 0) {
            throw new IllegalStateException(page + " lacks the line " + mark);
        }
        return position;
    }
}

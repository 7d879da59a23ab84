package io.github.cacheconsistency.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a documentation page between two marks.
 *
 * @param page the path, relative to the module
 * @param begin the line before the part
 * @param end the line after the part
 */
record MarkedPart(Path page, String begin, String end) {

    String read() throws IOException {
        String text = Files.readString(page);
        return text.substring(begin(text), position(text, end));
    }

    void write(String part) throws IOException {
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

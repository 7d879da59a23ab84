package io.github.cacheconsistency.redis;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Glob-style patterns of {@code SCAN}. */
final class GlobPattern {

    private static final String SPECIAL = "*?[]\\";

    private GlobPattern() {}

    /** Matches every key that begins with {@code prefix}, glob characters in it taken literally. */
    static byte[] startingWith(byte[] prefix) {
        byte[] escaped = escaped(prefix);
        byte[] pattern = Arrays.copyOf(escaped, escaped.length + 1);
        pattern[escaped.length] = '*';
        return pattern;
    }

    /** Matches {@code text}, glob characters in it taken literally. */
    static byte[] escaped(byte[] text) {
        ByteArrayOutputStream escaped = new ByteArrayOutputStream(text.length + 8);
        for (byte character : text) {
            if (isSpecial(character)) {
                escaped.write('\\');
            }
            escaped.write(character);
        }
        return escaped.toByteArray();
    }

    /** What all keys that match {@code pattern} begin with; {@code null} if it also says something else of them. */
    static byte @Nullable [] prefix(byte[] pattern) {
        ByteArrayOutputStream prefix = new ByteArrayOutputStream(pattern.length);
        for (int index = 0; index < pattern.length; index++) {
            boolean last = index == pattern.length - 1;
            if (last && pattern[index] == '*') {
                return prefix.toByteArray();
            }
            if (pattern[index] == '\\' && !last) {
                index++;
            } else if (isSpecial(pattern[index])) {
                return null;
            }
            prefix.write(pattern[index]);
        }
        return null;
    }

    private static boolean isSpecial(byte character) {
        return SPECIAL.indexOf(character) >= 0;
    }
}

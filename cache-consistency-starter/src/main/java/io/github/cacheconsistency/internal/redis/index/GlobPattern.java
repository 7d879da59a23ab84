package io.github.cacheconsistency.internal.redis.index;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Creates and reads the glob-style patterns of {@code SCAN}. */
public final class GlobPattern {

    private static final String SPECIAL = "*?[]\\";
    private static final byte[] ANYTHING = {'*'};

    private GlobPattern() {}

    /** Returns a pattern of all keys that begin with {@code prefix}; glob characters in it are taken literally. */
    public static byte[] startingWith(byte[] prefix) {
        return of(prefix, ANYTHING);
    }

    /**
     * Returns a pattern of all keys that begin with {@code prefix}, taken literally, and continue as the pattern {@code rest}
     * requires.
     */
    public static byte[] of(byte[] prefix, byte[] rest) {
        byte[] escaped = escaped(prefix);
        byte[] pattern = Arrays.copyOf(escaped, escaped.length + rest.length);
        System.arraycopy(rest, 0, pattern, escaped.length, rest.length);
        return pattern;
    }

    /** Returns a pattern of {@code text} alone; glob characters in it are taken literally. */
    public static byte[] escaped(byte[] text) {
        ByteArrayOutputStream escaped = new ByteArrayOutputStream(text.length + 8);
        for (byte character : text) {
            if (isSpecial(character)) {
                escaped.write('\\');
            }
            escaped.write(character);
        }
        return escaped.toByteArray();
    }

    /** Returns the literal text at the beginning of {@code pattern}. */
    static byte[] literalBeginning(byte[] pattern) {
        ByteArrayOutputStream beginning = new ByteArrayOutputStream(pattern.length);
        for (int index = 0; index < pattern.length; index++) {
            if (pattern[index] == '\\' && index < pattern.length - 1) {
                index++;
            } else if (isSpecial(pattern[index])) {
                break;
            }
            beginning.write(pattern[index]);
        }
        return beginning.toByteArray();
    }

    /** Returns the prefix of which {@code pattern} matches all keys; {@code null} if the pattern is not just a prefix. */
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

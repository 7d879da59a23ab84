package io.github.cacheconsistency.redis;

import java.io.ByteArrayOutputStream;

/** Glob-style patterns of {@code SCAN}. */
final class GlobPattern {

    private static final String SPECIAL = "*?[]\\";

    private GlobPattern() {}

    /** Matches every key that begins with {@code prefix}, glob characters in it taken literally. */
    static byte[] startingWith(byte[] prefix) {
        ByteArrayOutputStream pattern = new ByteArrayOutputStream(prefix.length + 8);
        for (byte character : prefix) {
            if (SPECIAL.indexOf(character) >= 0) {
                pattern.write('\\');
            }
            pattern.write(character);
        }
        pattern.write('*');
        return pattern.toByteArray();
    }
}

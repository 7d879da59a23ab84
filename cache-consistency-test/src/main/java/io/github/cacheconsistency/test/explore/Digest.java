package io.github.cacheconsistency.test.explore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits that stand for a text. Two of a million states are taken for the same by accident with a probability below
 * 10<sup>-26</sup>.
 */
record Digest(long high, long low) {

    static final Digest NONE = new Digest(0, 0);

    static Digest of(String text) {
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new Digest(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each Java platform has SHA-256", impossible);
        }
    }

    /** The same for any order of what is added. */
    Digest plus(Digest other) {
        return new Digest(high + other.high, low + other.low);
    }
}

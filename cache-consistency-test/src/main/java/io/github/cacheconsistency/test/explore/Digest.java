package io.github.cacheconsistency.test.explore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits that stand for a text. Two of a million states are taken for the same by accident with a probability below
 * 10<sup>-26</sup>.
 *
 * @param high the first half
 * @param low the second half
 */
public record Digest(long high, long low) {

    /** Of nothing. */
    public static final Digest NONE = new Digest(0, 0);

    /** Of {@code text}. */
    public static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of {@code bytes}. */
    public static Digest of(byte[] bytes) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Digest(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each Java platform has SHA-256", impossible);
        }
    }

    /** Of what this stands for, followed by {@code next}. */
    public Digest then(String next) {
        return of(this + " " + next);
    }

    /** The same for any order of what is added. */
    Digest plus(Digest other) {
        return new Digest(high + other.high, low + other.low);
    }

    @Override
    public String toString() {
        return Long.toHexString(high) + ":" + Long.toHexString(low);
    }
}

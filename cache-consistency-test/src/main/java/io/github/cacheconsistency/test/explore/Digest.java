package io.github.cacheconsistency.test.explore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A hash of a text, 128 bits. Among a million states, the probability of a collision is below 10<sup>-26</sup>.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Digest(long high, long low) {

    /** The initial digest. */
    public static final Digest NONE = new Digest(0, 0);

    /** The digest of {@code text}. */
    public static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The digest of {@code bytes}. */
    public static Digest of(byte[] bytes) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Digest(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each Java platform has SHA-256", impossible);
        }
    }

    /** The digest of the text of this one, followed by {@code next}. */
    public Digest then(String next) {
        return of(this + " " + next);
    }

    /** A sum that does not depend on the order of its terms. */
    Digest plus(Digest other) {
        return new Digest(high + other.high, low + other.low);
    }

    @Override
    public String toString() {
        return Long.toHexString(high) + ":" + Long.toHexString(low);
    }
}

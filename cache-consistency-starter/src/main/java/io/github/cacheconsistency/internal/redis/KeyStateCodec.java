package io.github.cacheconsistency.internal.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The format of the values of Redis keys. A zero byte and {@code cc:} mark the library's own states:
 *
 * <table>
 * <caption>Byte formats</caption>
 * <tr><th>state</th><th>bytes</th></tr>
 * <tr><td>value without version</td><td>the payload, exactly as the serializer wrote it, so that this library and a stock
 * {@code RedisCacheManager} read each other's entries</td></tr>
 * <tr><td>value with version</td><td>{@code \0cc:version:}, the version as 20 decimal digits, the payload</td></tr>
 * <tr><td>lease</td><td>{@code \0cc:lease:}, the token</td></tr>
 * <tr><td>unattended lease</td><td>{@code \0cc:lease:~}, the rest of the token: releases of this library that do not know
 * unattended leases treat it as a lease</td></tr>
 * <tr><td>tombstone</td><td>{@code \0cc:fence:}: the format keeps the former name of tombstones</td></tr>
 * <tr><td>value without version whose payload itself begins with {@code \0cc:}</td><td>{@code \0cc:value:}, the payload: a
 * crafted payload can forge neither a lease nor a version</td></tr>
 * </table>
 *
 * <p>The version is written as an unsigned number with its sign bit flipped: for every {@code long}, text order is then number
 * order. It is decimal because Lua compares strings by the server's locale, and locales order letters differently, but not
 * digits. It is text because Lua's numbers are not exact above 2<sup>53</sup>.
 *
 * <p>Malformed bytes never become a usable state:
 *
 * <ul>
 *   <li>Bytes that begin like a lease are a lease, even if the library could not have issued the token. No reader holds such a
 *       token, so it allows no fill and no release, and readers go to the database until the key expires or is invalidated. A
 *       lenient serializer could turn such bytes into a value.
 *   <li>All other malformed bytes after {@code \0cc:} are a value without version whose payload is the whole entry:
 *       deserializing it fails, and the entry is reported and removed like any other corrupt value.
 * </ul>
 */
public final class KeyStateCodec {

    private static final byte[] RESERVED = "\0cc:".getBytes(US_ASCII);
    private static final byte[] LEASE = "\0cc:lease:".getBytes(US_ASCII);
    private static final byte[] UNATTENDED_LEASE = ("\0cc:lease:" + LeaseToken.UNATTENDED).getBytes(US_ASCII);
    private static final byte[] TOMBSTONE = "\0cc:fence:".getBytes(US_ASCII);
    private static final byte[] VERSION = "\0cc:version:".getBytes(US_ASCII);
    private static final byte[] ESCAPED_VALUE = "\0cc:value:".getBytes(US_ASCII);
    private static final byte[] HIGHEST_VERSION = Long.toUnsignedString(-1).getBytes(US_ASCII);
    private static final int VERSION_DIGITS = HIGHEST_VERSION.length;
    private static final int VERSIONED_PAYLOAD = VERSION.length + VERSION_DIGITS;

    /** Number of leading bytes that tell whether a key holds a lease or a tombstone. */
    static final int MARK_LENGTH = LEASE.length;

    private KeyStateCodec() {}

    /**
     * Returns whether a key holds a lease or a tombstone.
     *
     * @param start the first {@link #MARK_LENGTH} bytes of the key's value
     */
    static boolean isPlaceholder(byte[] start) {
        return Arrays.equals(start, LEASE) || Arrays.equals(start, TOMBSTONE);
    }

    /**
     * Returns the state of a key.
     *
     * @param bytes what the key holds, {@code null} if it does not exist; not copied if it is a value without version
     */
    public static KeyState decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return KeyState.Absent.INSTANCE;
        }
        if (!startsWith(bytes, RESERVED)) {
            return new KeyState.Value(bytes, null);
        }
        if (startsWith(bytes, LEASE)) {
            return new KeyState.Lease(
                    new LeaseToken(new String(bytes, LEASE.length, bytes.length - LEASE.length, ISO_8859_1)));
        }
        if (Arrays.equals(bytes, TOMBSTONE)) {
            return KeyState.Tombstone.INSTANCE;
        }
        if (startsWith(bytes, ESCAPED_VALUE)) {
            return new KeyState.Value(Arrays.copyOfRange(bytes, ESCAPED_VALUE.length, bytes.length), null);
        }
        Long version = startsWith(bytes, VERSION) ? decodeVersion(bytes) : null;
        return version == null
                ? new KeyState.Value(bytes, null)
                : new KeyState.Value(Arrays.copyOfRange(bytes, VERSIONED_PAYLOAD, bytes.length), version);
    }

    /** Returns the bytes of {@code value}; the payload itself, not a copy, if nothing has to be put before it. */
    public static byte[] encode(KeyState.Value value) {
        byte[] payload = value.payload();
        Long version = value.version();
        if (version != null) {
            return concatenate(VERSION, encodeVersion(version), payload);
        }
        return startsWith(payload, RESERVED) ? concatenate(ESCAPED_VALUE, new byte[0], payload) : payload;
    }

    /**
     * Returns the bytes of a lease.
     *
     * @throws IllegalArgumentException if the token is empty, or is not printable ASCII without spaces
     */
    static byte[] encode(LeaseToken token) {
        String value = token.value();
        if (value.isEmpty() || !value.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new IllegalArgumentException("Expected a lease token of printable ASCII without spaces, found \""
                    + value + "\". Use tokens as the library issues them");
        }
        return concatenate(LEASE, value.getBytes(US_ASCII), new byte[0]);
    }

    /** Returns the prefix of the bytes of all unattended leases. */
    static byte[] unattendedLease() {
        return UNATTENDED_LEASE.clone();
    }

    /** Returns the bytes of a tombstone. */
    static byte[] tombstone() {
        return TOMBSTONE.clone();
    }

    private static byte[] encodeVersion(long version) {
        String unsigned = Long.toUnsignedString(version ^ Long.MIN_VALUE);
        return ("0".repeat(VERSION_DIGITS - unsigned.length()) + unsigned).getBytes(US_ASCII);
    }

    /**
     * Parses the version without creating a string, because every hit of a versioned value calls this. Returns {@code null} if
     * the bytes are not digits or the number is too large.
     */
    private static @Nullable Long decodeVersion(byte[] bytes) {
        if (bytes.length < VERSIONED_PAYLOAD || isHigherThanAnyVersion(bytes)) {
            return null;
        }
        long unsigned = 0;
        for (int index = VERSION.length; index < VERSIONED_PAYLOAD; index++) {
            int digit = bytes[index] - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            unsigned = unsigned * 10 + digit;
        }
        return unsigned ^ Long.MIN_VALUE;
    }

    private static boolean isHigherThanAnyVersion(byte[] bytes) {
        return Arrays.compareUnsigned(bytes, VERSION.length, VERSIONED_PAYLOAD, HIGHEST_VERSION, 0, VERSION_DIGITS) > 0;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] concatenate(byte[] first, byte[] second, byte[] third) {
        byte[] result = Arrays.copyOf(first, first.length + second.length + third.length);
        System.arraycopy(second, 0, result, first.length, second.length);
        System.arraycopy(third, 0, result, first.length + second.length, third.length);
        return result;
    }
}

package io.github.cacheconsistency.internal.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a Redis key. A zero byte and {@code cc:} mark what is ours:
 *
 * <table>
 * <caption>Byte formats</caption>
 * <tr><th>state</th><th>bytes</th></tr>
 * <tr><td>value without version</td><td>the payload, exactly as the serializer wrote it, so that this library and a
 * stock {@code RedisCacheManager} read each other's entries</td></tr>
 * <tr><td>value with version</td><td>{@code \0cc:version:}, the version as 20 decimal digits, the payload</td></tr>
 * <tr><td>lease</td><td>{@code \0cc:lease:}, the token</td></tr>
 * <tr><td>unattended lease</td><td>{@code \0cc:lease:~}, the rest of the token: releases of this library that do not know
 * the difference read a lease like any other</td></tr>
 * <tr><td>tombstone</td><td>{@code \0cc:fence:}: the format keeps the name that tombstones had first</td></tr>
 * <tr><td>value without version whose payload itself begins with {@code \0cc:}</td><td>{@code \0cc:value:}, the
 * payload: whoever controls a payload can forge neither a lease nor a version</td></tr>
 * </table>
 *
 * <p>The version is written with its sign bit flipped, as an unsigned number: text order is then number order for every
 * {@code long}. It is decimal because Lua compares strings by the server's locale, and locales disagree about letters
 * but not about digits; and text because Lua's numbers are not exact above 2<sup>53</sup>.
 *
 * <p>Malformed bytes never become a usable state:
 *
 * <ul>
 *   <li>Whatever begins like a lease is a lease, even if its token is none that we could have issued. Nobody holds that
 *       token, so nothing can be filled or released by it, and readers read the database until the key expires or is
 *       invalidated. Handing such bytes to a lenient serializer could turn them into a value.
 *   <li>Every other malformed entry behind {@code \0cc:} is a value without version whose payload is all of its bytes:
 *       deserializing it fails, and the entry is reported and replaced like any other corrupt value.
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

    /** How many of its first bytes tell whether a key holds a lease or a tombstone. */
    static final int MARK_LENGTH = LEASE.length;

    private KeyStateCodec() {}

    /** Whether a key that begins with {@code start}, its first {@link #MARK_LENGTH} bytes, holds a lease or a tombstone. */
    static boolean isPlaceholder(byte[] start) {
        return Arrays.equals(start, LEASE) || Arrays.equals(start, TOMBSTONE);
    }

    /**
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

    /** The bytes of {@code value}; its payload itself, not a copy, if nothing has to be put before it. */
    public static byte[] encode(KeyState.Value value) {
        byte[] payload = value.payload();
        Long version = value.version();
        if (version != null) {
            return concatenate(VERSION, encodeVersion(version), payload);
        }
        return startsWith(payload, RESERVED) ? concatenate(ESCAPED_VALUE, new byte[0], payload) : payload;
    }

    /**
     * The bytes of a lease.
     *
     * @throws IllegalArgumentException if the token is empty or not printable ASCII without spaces
     */
    static byte[] encode(LeaseToken token) {
        String value = token.value();
        if (value.isEmpty() || !value.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new IllegalArgumentException("Expected a lease token of printable ASCII without spaces, found \""
                    + value + "\". Use tokens as the library issues them");
        }
        return concatenate(LEASE, value.getBytes(US_ASCII), new byte[0]);
    }

    /** What the bytes of an unattended lease begin with. */
    static byte[] unattendedLease() {
        return UNATTENDED_LEASE.clone();
    }

    /** The bytes of a tombstone. */
    static byte[] tombstone() {
        return TOMBSTONE.clone();
    }

    private static byte[] encodeVersion(long version) {
        String unsigned = Long.toUnsignedString(version ^ Long.MIN_VALUE);
        return ("0".repeat(VERSION_DIGITS - unsigned.length()) + unsigned).getBytes(US_ASCII);
    }

    /** By hand, because every hit of a versioned value comes here: {@code null} if these are no digits, or too many. */
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

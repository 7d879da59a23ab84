package io.github.cacheconsistency.internal.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.index.KeyIndexes;
import io.github.cacheconsistency.internal.redis.script.ScriptCall;
import io.github.cacheconsistency.internal.redis.script.SingleKeyScript;
import io.github.cacheconsistency.internal.redis.script.TimeToLive;
import io.github.cacheconsistency.spi.KeyState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * INVALIDATE where {@code UNLINK} is not enough, and PUT-IF-NEWER: the cache step of a write (docs/protocols.md, "Operations"
 * and "Tombstones"). Both scripts always write something, so that replicas can acknowledge it.
 */
final class WriteScripts {

    private static final byte[] NO_TOMBSTONE = "0".getBytes(US_ASCII);
    private static final byte[] NO_SCAN = {};

    private final SingleKeyScript<Boolean> invalidate = new SingleKeyScript<>("invalidate.lua", Boolean.class);
    private final SingleKeyScript<Boolean> putIfNewer = new SingleKeyScript<>("put-if-newer.lua", Boolean.class);

    /**
     * Returns a call whose result is 1 if the key held something.
     *
     * @param tombstoneTime how long the tombstone stays; zero for no tombstone. A tombstone is added to {@code index}
     */
    ScriptCall invalidate(byte[] key, Duration tombstoneTime, KeyIndexes.@Nullable Entry index) {
        return index == null
                ? new ScriptCall(invalidate, new byte[][] {key}, KeyStateCodec.tombstone(), argument(tombstoneTime))
                : new ScriptCall(
                        invalidate,
                        new byte[][] {key, index.key()},
                        KeyStateCodec.tombstone(),
                        argument(tombstoneTime),
                        index.scan());
    }

    /** Returns a call whose result is 1 if the key held something. It leaves no tombstone. */
    ScriptCall invalidate(byte[] key) {
        return invalidate(key, Duration.ZERO, null);
    }

    /**
     * Returns a call whose result is 1 if the value was stored.
     *
     * @param tombstoneTime how long the tombstone stays if the key is invalidated; zero for no tombstone
     * @throws IllegalArgumentException if {@code value} has no version
     */
    ScriptCall putIfNewer(
            CacheKey key,
            KeyState.Value value,
            @Nullable Duration timeToLive,
            Duration tombstoneTime,
            KeyIndexes.@Nullable Entry index) {
        if (value.version() == null) {
            throw new IllegalArgumentException(
                    "Expected a value with version for key " + key + ", found one without. Invalidate the key instead");
        }
        byte[][] arguments = TimeToLive.appendTo(
                timeToLive,
                KeyStateCodec.encode(value),
                KeyStateCodec.tombstone(),
                argument(tombstoneTime),
                index == null ? NO_SCAN : index.scan());
        byte[][] keys = index == null ? new byte[][] {key.bytes()} : new byte[][] {key.bytes(), index.key()};
        return new ScriptCall(putIfNewer, keys, arguments);
    }

    private static byte[] argument(Duration tombstoneTime) {
        return tombstoneTime.isZero() ? NO_TOMBSTONE : TimeToLive.argument(tombstoneTime);
    }
}

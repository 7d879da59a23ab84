package io.github.cacheconsistency.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.KeyState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * INVALIDATE where {@code UNLINK} is not enough, and PUT-IF-NEWER: the cache step of a write (docs/protocols.md, "Operations"
 * and "Replica fences"). Both write something in any case, so that replicas can acknowledge it.
 */
final class WriteScripts {

    private static final byte[] NO_FENCE = "0".getBytes(US_ASCII);
    private static final byte[] NO_SCAN = {};

    private final SingleKeyScript<Boolean> invalidate = new SingleKeyScript<>("invalidate.lua", Boolean.class);
    private final SingleKeyScript<Boolean> putIfNewer = new SingleKeyScript<>("put-if-newer.lua", Boolean.class);

    /**
     * Returns 1 if the key held something.
     *
     * @param fenceTime how long a fence stays, which {@code index} gets to know; zero to leave none
     */
    ScriptCall invalidate(byte[] key, Duration fenceTime, KeyIndexes.@Nullable Entry index) {
        return index == null
                ? new ScriptCall(invalidate, new byte[][] {key}, KeyStateCodec.fence(), argument(fenceTime))
                : new ScriptCall(
                        invalidate,
                        new byte[][] {key, index.key()},
                        KeyStateCodec.fence(),
                        argument(fenceTime),
                        index.scan());
    }

    /** Returns 1 if the key held something. Leaves nothing. */
    ScriptCall invalidate(byte[] key) {
        return invalidate(key, Duration.ZERO, null);
    }

    /**
     * Returns 1 if the value was stored.
     *
     * @param fenceTime how long a fence stays where the key is invalidated; {@code index} gets to know it
     * @throws IllegalArgumentException if {@code value} has no version
     */
    ScriptCall putIfNewer(
            CacheKey key,
            KeyState.Value value,
            @Nullable Duration timeToLive,
            Duration fenceTime,
            KeyIndexes.@Nullable Entry index) {
        if (value.version() == null) {
            throw new IllegalArgumentException(
                    "Expected a value with version for key " + key + ", found one without. Invalidate the key instead");
        }
        byte[][] arguments = TimeToLive.appendTo(
                timeToLive,
                KeyStateCodec.encode(value),
                KeyStateCodec.fence(),
                argument(fenceTime),
                index == null ? NO_SCAN : index.scan());
        byte[][] keys = index == null ? new byte[][] {key.bytes()} : new byte[][] {key.bytes(), index.key()};
        return new ScriptCall(putIfNewer, keys, arguments);
    }

    private static byte[] argument(Duration fenceTime) {
        return fenceTime.isZero() ? NO_FENCE : TimeToLive.argument(fenceTime);
    }
}

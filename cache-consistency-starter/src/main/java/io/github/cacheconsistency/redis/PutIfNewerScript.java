package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.KeyState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * PUT-IF-NEWER: replaces a lower version, keeps the same or a higher one, invalidates everything else. An absent key gets
 * no value: a put that arrives late, after an eviction, would store an old one. Writes something in any case, so that the
 * acknowledgement of replicas covers what was kept as well. What Redis has no memory for is invalidated instead.
 */
final class PutIfNewerScript {

    private final SingleKeyScript<Boolean> script = new SingleKeyScript<>(
            KeyIndex.REMEMBER + VersionOrder.VERSION_OF + InvalidateScript.INVALIDATE + """
                    local held = redis.call('GET', KEYS[1])
                    local held_version = version_of(held)
                    local function fence()
                      invalidate(KEYS[1], ARGV[2], ARGV[3])
                      if ARGV[3] ~= '0' then
                        remember(KEYS[2], KEYS[1], ARGV[4])
                      end
                    end
                    if not held_version then
                      fence()
                    elseif held_version < version_of(ARGV[1]) then
                      if not redis.pcall('SET', KEYS[1], ARGV[1], unpack(ARGV, 5)).err then
                        return 1
                      end
                      fence()
                    elseif redis.pcall('SET', KEYS[1], held, 'KEEPTTL').err then
                      fence()
                    end
                    return 0
                    """, Boolean.class);

    /** Returns 1 if the value was stored; {@code index} gets to know a fence. */
    ScriptCall call(
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
                InvalidateScript.fenceArgument(fenceTime),
                index == null ? new byte[0] : index.scan());
        byte[][] keys = index == null ? new byte[][] {key.bytes()} : new byte[][] {key.bytes(), index.key()};
        return new ScriptCall(script, keys, arguments);
    }
}

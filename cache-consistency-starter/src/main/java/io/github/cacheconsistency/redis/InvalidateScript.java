package io.github.cacheconsistency.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * INVALIDATE where a plain {@code UNLINK} is not enough (docs/protocols.md, "Replica fences"): because a fence must
 * stay behind, or because replicas are to acknowledge it. Writes something in any case: removing what is not there
 * would be no write, which replicas need not confirm.
 *
 * <p>Invariant: a fence is extended, never shortened. The one that stands may belong to a write that commits later.
 */
final class InvalidateScript {

    /**
     * Defines {@code invalidate(key, fence, milliseconds)}: leaves the bytes of the fence, or nothing for 0 milliseconds.
     * Returns whether the key held something, whatever its type. Where Redis has no memory left, it takes the fence in
     * the place of what was removed before: a script that has written may go on.
     */
    static final String INVALIDATE = """
            local function invalidate(key, fence, milliseconds)
              local held = redis.pcall('GET', key)
              local left = 1
              if held == fence then
                left = redis.call('PTTL', key)
              end
              local time = math.max(left, tonumber(milliseconds), 1)
              if redis.pcall('SET', key, fence, 'PX', time).err then
                redis.call('DEL', key)
                redis.call('SET', key, fence, 'PX', time)
              end
              if milliseconds == '0' then
                redis.call('DEL', key)
              end
              return held and 1 or 0
            end
            """;

    private final SingleKeyScript<Boolean> script =
            new SingleKeyScript<>(KeyIndex.REMEMBER + INVALIDATE + """
            local held = invalidate(KEYS[1], ARGV[1], ARGV[2])
            if ARGV[2] ~= '0' then
              remember(KEYS[2], KEYS[1], ARGV[3])
            end
            return held
            """, Boolean.class);

    /** Returns 1 if the key held something. Leaves a fence, which {@code index} gets to know. */
    ScriptCall call(byte[] key, Duration fenceTime, KeyIndexes.@Nullable Entry index) {
        return index == null
                ? new ScriptCall(script, new byte[][] {key}, KeyStateCodec.fence(), fenceArgument(fenceTime))
                : new ScriptCall(
                        script,
                        new byte[][] {key, index.key()},
                        KeyStateCodec.fence(),
                        fenceArgument(fenceTime),
                        index.scan());
    }

    /** Returns 1 if the key held something. Leaves nothing. */
    ScriptCall call(byte[] key) {
        return call(key, Duration.ZERO, null);
    }

    static byte[] fenceArgument(Duration fenceTime) {
        return fenceTime.isZero() ? "0".getBytes(US_ASCII) : TimeToLive.argument(fenceTime);
    }
}

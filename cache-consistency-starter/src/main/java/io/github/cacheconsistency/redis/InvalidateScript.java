package io.github.cacheconsistency.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;

/**
 * INVALIDATE where a plain {@code UNLINK} is not enough: because a fence must stay behind, or because replicas are to
 * acknowledge it. Writes something in any case: removing what is not there would be no write, which replicas need not
 * confirm.
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
            new SingleKeyScript<>(INVALIDATE + "return invalidate(KEYS[1], ARGV[1], ARGV[2])", Boolean.class);

    /** Returns 1 if the key held something. */
    ScriptCall call(byte[] key, Duration fenceTime) {
        return new ScriptCall(script, key, KeyStateCodec.fence(), fenceArgument(fenceTime));
    }

    static byte[] fenceArgument(Duration fenceTime) {
        return fenceTime.isZero() ? "0".getBytes(US_ASCII) : TimeToLive.argument(fenceTime);
    }
}

package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.Fill;
import io.github.cacheconsistency.LeaseToken;
import java.util.List;
import java.util.Objects;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * FILL of several keys: each value replaces the lease it was loaded under, whatever becomes of the others. Where Redis has
 * no memory for a value, its lease and those of all that follow go, so that no reader waits for them, and the script fails.
 */
final class FillAllScript {

    private final ManyKeysScript script = new ManyKeysScript("""
            local filled = {}
            local refused
            local function set(key, value, milliseconds)
              if milliseconds == '' then
                return redis.pcall('SET', key, value)
              end
              return redis.pcall('SET', key, value, 'PX', milliseconds)
            end
            for index, key in ipairs(KEYS) do
              local at = 3 * index - 2
              if redis.pcall('GET', key) == ARGV[at] then
                local stored = refused or set(key, ARGV[at + 1], ARGV[at + 2])
                if stored.err then
                  refused = stored
                  redis.call('DEL', key)
                end
                filled[index] = 1
              else
                filled[index] = 0
              end
            end
            return refused or filled
            """);

    /** Whether each of {@code fills}, all with a lease, was accepted. */
    List<Boolean> execute(RedisConnection connection, List<Fill> fills) {
        return script.execute(
                connection, fills.stream().map(FillAllScript::entry).toList());
    }

    private static ManyKeysScript.Entry entry(Fill fill) {
        LeaseToken token = Objects.requireNonNull(fill.permit().token(), "a fill that needs a lease");
        return new ManyKeysScript.Entry(
                fill.key(),
                KeyStateCodec.encode(token),
                KeyStateCodec.encode(fill.value()),
                fill.timeToLive() == null ? new byte[0] : TimeToLive.argument(fill.timeToLive()));
    }
}

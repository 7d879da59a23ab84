package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.Fill;
import io.github.cacheconsistency.LeaseToken;
import java.util.List;
import java.util.Objects;
import org.springframework.data.redis.connection.RedisConnection;

/** FILL of several keys: each value replaces the lease it was loaded under, whatever becomes of the others. */
final class FillAllScript {

    private final ManyKeysScript script = new ManyKeysScript("""
            local filled = {}
            for index, key in ipairs(KEYS) do
              local at = 3 * index - 2
              if redis.pcall('GET', key) == ARGV[at] then
                if ARGV[at + 2] == '' then
                  redis.call('SET', key, ARGV[at + 1])
                else
                  redis.call('SET', key, ARGV[at + 1], 'PX', ARGV[at + 2])
                end
                filled[index] = 1
              else
                filled[index] = 0
              end
            end
            return filled
            """);

    /** Whether each of {@code fills}, all with a lease, was accepted. */
    List<Boolean> execute(RedisConnection connection, List<Fill> fills) {
        return script.execute(connection, fills.stream().map(FillAllScript::entry).toList());
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

package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.Fill;
import java.util.List;
import org.springframework.data.redis.connection.RedisConnection;

/** SET of several keys of a cache that has a {@link KeyIndex}. */
final class SetAllScript {

    private static final byte[] NO_EXPIRY = {};

    private final ManyKeysScript script = new ManyKeysScript(KeyIndex.REMEMBER + """
            local remembered = {}
            local keys = #KEYS - 1
            for at = 1, keys do
              local value, milliseconds = ARGV[2 * at - 1], ARGV[2 * at]
              if milliseconds == '' then
                redis.call('SET', KEYS[at], value)
              else
                redis.call('SET', KEYS[at], value, 'PX', milliseconds)
              end
              remembered[at] = remember(KEYS[keys + 1], KEYS[at], ARGV[#ARGV])
            end
            return remembered
            """);

    void execute(RedisConnection connection, KeyIndexes.Entry index, List<Fill> fills) {
        List<ManyKeysScript.Entry> entries = fills.stream()
                .map(fill -> new ManyKeysScript.Entry(
                        fill.key(),
                        KeyStateCodec.encode(fill.value()),
                        fill.timeToLive() == null ? NO_EXPIRY : TimeToLive.argument(fill.timeToLive())))
                .toList();
        script.answers(connection, entries, index.key(), index.scan()).forEach(index::remembered);
    }
}

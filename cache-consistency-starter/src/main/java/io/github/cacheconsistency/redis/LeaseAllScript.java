package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.LeaseToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/** LEASE of several keys, each with a token of its own; of one cache, if that has an index. */
final class LeaseAllScript {

    private static final byte[] NO_SCAN = {};

    private final ManyKeysScript script = new ManyKeysScript(KeyIndex.REMEMBER + GetOrLeaseScript.IS_FREE + """
            local taken = {}
            local scan = ARGV[#ARGV]
            local keys = scan == '' and #KEYS or #KEYS - 1
            for at = 1, keys do
              local held = redis.pcall('GET', KEYS[at])
              taken[at] = 0
              if is_free(held, ARGV[keys + 2]) then
                redis.call('SET', KEYS[at], ARGV[at], 'PX', ARGV[keys + 1])
                taken[at] = held and 1 or remember(KEYS[keys + 1], KEYS[at], scan)
              end
            end
            return taken
            """);

    /** Whether each lease was taken. */
    List<Boolean> execute(
            RedisConnection connection,
            KeyIndexes.@Nullable Entry index,
            Map<CacheKey, LeaseToken> tokens,
            Duration leaseTime) {
        List<Long> answers = script.answers(
                connection,
                entries(tokens),
                index == null ? null : index.key(),
                TimeToLive.argument(leaseTime),
                KeyStateCodec.unattendedLease(),
                index == null ? NO_SCAN : index.scan());
        if (index != null) {
            answers.forEach(index::remembered);
        }
        return answers.stream().map(answer -> answer > 0).toList();
    }

    static List<ManyKeysScript.Entry> entries(Map<CacheKey, LeaseToken> tokens) {
        return tokens.entrySet().stream()
                .map(entry -> new ManyKeysScript.Entry(entry.getKey(), KeyStateCodec.encode(entry.getValue())))
                .toList();
    }
}

package io.github.cacheconsistency.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cacheconsistency.Fill;
import io.github.cacheconsistency.LeaseToken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.ClusterSlotHashUtil;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * FILL of several keys: each value replaces the lease it was loaded under, whatever becomes of the others. A command for
 * up to {@value #MOST_KEYS} keys; on a cluster, one for each slot.
 */
final class FillAllScript {

    /** What Redis does at once for one client must not hold up all others. */
    static final int MOST_KEYS = 256;

    private static final int ARGUMENTS = 3;

    private final RedisScript<Boolean> script = RedisScript.of("""
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
            """, Boolean.class);

    /** Whether each of {@code fills}, all with a lease, was accepted. */
    List<Boolean> execute(RedisConnection connection, List<Fill> fills) {
        Boolean[] accepted = new Boolean[fills.size()];
        for (List<Integer> together : parts(connection, fills)) {
            List<Fill> part = together.stream().map(fills::get).toList();
            List<?> answers = Objects.requireNonNull(run(connection, part), "the script returns a list");
            for (int index = 0; index < part.size(); index++) {
                accepted[together.get(index)] = Long.valueOf(1).equals(answers.get(index));
            }
        }
        return List.of(accepted);
    }

    /** Indexes of those that one command can take. */
    private static List<List<Integer>> parts(RedisConnection connection, List<Fill> fills) {
        Map<Integer, List<Integer>> bySlot = new LinkedHashMap<>();
        boolean cluster = connection instanceof RedisClusterConnection;
        for (int index = 0; index < fills.size(); index++) {
            int slot = cluster
                    ? ClusterSlotHashUtil.calculateSlot(fills.get(index).key().bytes())
                    : 0;
            bySlot.computeIfAbsent(slot, any -> new ArrayList<>()).add(index);
        }
        return bySlot.values().stream().flatMap(FillAllScript::bounded).toList();
    }

    private static Stream<List<Integer>> bounded(List<Integer> all) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + MOST_KEYS)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + MOST_KEYS)));
    }

    private List<?> run(RedisConnection connection, Collection<Fill> fills) {
        byte[][] keysAndArguments = new byte[fills.size() * (1 + ARGUMENTS)][];
        int key = 0;
        int argument = fills.size();
        for (Fill fill : fills) {
            LeaseToken token = Objects.requireNonNull(fill.permit().token(), "a fill that needs a lease");
            keysAndArguments[key++] = fill.key().bytes();
            keysAndArguments[argument++] = KeyStateCodec.encode(token);
            keysAndArguments[argument++] = KeyStateCodec.encode(fill.value());
            keysAndArguments[argument++] =
                    fill.timeToLive() == null ? new byte[0] : TimeToLive.argument(fill.timeToLive());
        }
        try {
            return connection
                    .scriptingCommands()
                    .evalSha(script.getSha1(), ReturnType.MULTI, fills.size(), keysAndArguments);
        } catch (DataAccessException exception) {
            if (!SingleKeyScript.isUnknownToServer(exception)) {
                throw exception;
            }
            byte[] lua = script.getScriptAsString().getBytes(UTF_8);
            return connection.scriptingCommands().eval(lua, ReturnType.MULTI, fills.size(), keysAndArguments);
        }
    }
}

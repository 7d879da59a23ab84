package io.github.cacheconsistency.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.script.LuaFile;
import io.github.cacheconsistency.internal.redis.script.SingleKeyScript;
import io.github.cacheconsistency.spi.LeaseToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.ClusterSlotHashUtil;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * A Lua script that processes several keys independently and returns a list with 1 or 0 for each. One command takes up to
 * {@value #MOST_KEYS} keys; on a cluster there is a command for each slot.
 */
final class ManyKeysScript {

    /** Limits how long one command can delay other clients of Redis. */
    static final int MOST_KEYS = 256;

    private final RedisScript<Boolean> script;

    /** @param file see {@link LuaFile} */
    ManyKeysScript(String file) {
        this.script = RedisScript.of(LuaFile.read(file), Boolean.class);
    }

    /** A key and its arguments. All keys of a call have the same number of arguments. */
    record Entry(CacheKey key, byte[]... arguments) {}

    /** Returns an entry for each key, with its lease as the argument. */
    static List<Entry> entries(Map<CacheKey, LeaseToken> tokens) {
        return tokens.entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), KeyStateCodec.encode(entry.getValue())))
                .toList();
    }

    /**
     * Executes the script.
     *
     * @param common arguments for all keys; they follow those of the single keys
     * @return for each of {@code entries}, in their order, whether the script returned a positive number
     */
    List<Boolean> execute(RedisConnection connection, List<Entry> entries, byte[]... common) {
        return answers(connection, entries, null, common).stream()
                .map(answer -> answer > 0)
                .toList();
    }

    /**
     * Executes the script and returns its number for each key.
     *
     * @param index one more key, after those of {@code entries}; not supported on a cluster
     */
    List<Long> answers(RedisConnection connection, List<Entry> entries, byte @Nullable [] index, byte[]... common) {
        Long[] answers = new Long[entries.size()];
        for (List<Integer> together : parts(connection, entries)) {
            List<Entry> part = together.stream().map(entries::get).toList();
            List<?> replies = Objects.requireNonNull(run(connection, part, index, common), "the script returns a list");
            for (int at = 0; at < part.size(); at++) {
                answers[together.get(at)] = (Long) replies.get(at);
            }
        }
        return List.of(answers);
    }

    /** Returns the indexes of the entries of each command. */
    private static List<List<Integer>> parts(RedisConnection connection, List<Entry> entries) {
        Map<Integer, List<Integer>> bySlot = new LinkedHashMap<>();
        boolean cluster = connection instanceof RedisClusterConnection;
        for (int index = 0; index < entries.size(); index++) {
            int slot = cluster
                    ? ClusterSlotHashUtil.calculateSlot(entries.get(index).key().bytes())
                    : 0;
            bySlot.computeIfAbsent(slot, any -> new ArrayList<>()).add(index);
        }
        return bySlot.values().stream().flatMap(ManyKeysScript::bounded).toList();
    }

    private static Stream<List<Integer>> bounded(List<Integer> all) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + MOST_KEYS)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + MOST_KEYS)));
    }

    private @Nullable List<?> run(
            RedisConnection connection, List<Entry> entries, byte @Nullable [] index, byte[]... common) {
        int keys = entries.size() + (index == null ? 0 : 1);
        byte[][] keysAndArguments = Stream.of(
                        entries.stream().map(entry -> entry.key().bytes()),
                        Stream.ofNullable(index),
                        entries.stream().flatMap(entry -> Stream.of(entry.arguments())),
                        Stream.of(common))
                .flatMap(all -> all)
                .toArray(byte[][]::new);
        try {
            return connection.scriptingCommands().evalSha(script.getSha1(), ReturnType.MULTI, keys, keysAndArguments);
        } catch (DataAccessException exception) {
            if (!SingleKeyScript.isUnknownToServer(exception)) {
                throw exception;
            }
            byte[] lua = script.getScriptAsString().getBytes(UTF_8);
            return connection.scriptingCommands().eval(lua, ReturnType.MULTI, keys, keysAndArguments);
        }
    }
}

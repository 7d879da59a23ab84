package io.github.cacheconsistency.internal.redis.index;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cacheconsistency.internal.redis.script.SingleKeyScript;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.ReturnType;

/**
 * Removes the keys of a {@link KeyIndex} in batches. One script removes a batch from Redis and from the index, so that an
 * interruption leaves no key that is missing in the index. Thread-safe.
 *
 * <p>SSCAN returns every member that is present from the start to the end of the iteration. A random member marks the removal
 * in a complete index. If that member does not exist at the end, Redis has lost the index. Another scan may have completed it
 * again in the meantime, with keys that this removal has missed.
 */
final class KeyIndexRemoval {

    private static final byte[] BATCH = "512".getBytes(US_ASCII);
    private static final byte[] NOTHING = {};
    private static final String DONE = "0";

    private final SingleKeyScript<List<?>> begin =
            new SingleKeyScript<>("key-index-removal-begin.lua", ReturnType.MULTI);
    private final SingleKeyScript<List<?>> nextPage =
            new SingleKeyScript<>("key-index-removal-page.lua", ReturnType.MULTI);

    /**
     * The result of a removal.
     *
     * @param keys number of removed keys
     * @param complete whether these were all keys that existed when the removal began
     */
    record Removed(long keys, boolean complete) {

        static final Removed NOTHING = new Removed(0, false);
    }

    Removed execute(RedisConnection connection, KeyIndex index, byte[] pattern) {
        byte[] mark = ("\0cc:clear:" + UUID.randomUUID()).getBytes(US_ASCII);
        List<?> page = call(begin, connection, index, List.of(), pattern, BATCH, mark);
        if (page.isEmpty()) {
            return Removed.NOTHING;
        }
        String cursor = text(page.get(0));
        List<?> keys = (List<?>) page.get(1);
        long removed = 0;
        while (!cursor.equals(DONE)) {
            List<?> answer = call(nextPage, connection, index, keys, pattern, BATCH, mark, cursor.getBytes(US_ASCII));
            removed += (Long) answer.get(0);
            cursor = text(answer.get(1));
            keys = (List<?>) answer.get(2);
        }
        List<?> answer = call(nextPage, connection, index, keys, pattern, BATCH, mark, NOTHING);
        return new Removed(removed + (Long) answer.get(0), Long.valueOf(1).equals(answer.get(1)));
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, US_ASCII);
    }

    private static List<?> call(
            SingleKeyScript<List<?>> script,
            RedisConnection connection,
            KeyIndex index,
            List<?> keys,
            byte[]... arguments) {
        byte[][] indexAndKeys = new byte[1 + keys.size()][];
        indexAndKeys[0] = index.key();
        for (int at = 0; at < keys.size(); at++) {
            indexAndKeys[1 + at] = (byte[]) keys.get(at);
        }
        return Objects.requireNonNull(script.execute(connection, indexAndKeys, arguments), "the script returns a list");
    }
}

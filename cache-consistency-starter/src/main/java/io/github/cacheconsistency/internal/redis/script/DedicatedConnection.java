package io.github.cacheconsistency.internal.redis.script;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A connection, or one for each node of a cluster, that one thread uses at a time.
 *
 * <p>Invariant: it is intact as long as none of its connections was lost. Lettuce reconnects by itself and sends again what
 * had no answer; a {@code WAIT} sent again, perhaps to a replica that was promoted meanwhile, knows nothing of the writes
 * before it and finds them acknowledged by everybody.
 */
abstract class DedicatedConnection implements AutoCloseable {

    private final Set<StatefulRedisConnection<byte[], byte[]>> watched = ConcurrentHashMap.newKeySet();
    private volatile boolean intact = true;

    /** The connection to the primary that serves {@code key}. */
    abstract StatefulRedisConnection<byte[], byte[]> connectionFor(byte[] key);

    /** Keys that together lie on all primaries where keys that begin like {@code pattern} can be. */
    abstract List<byte[]> keyOnEachPrimary(byte[] pattern);

    /** Closes it, and makes sure that the next one does not fail for the same reason. */
    void closeAfterFailure() {
        close();
    }

    @Override
    public abstract void close();

    final boolean isIntact() {
        return intact;
    }

    /** Sends {@code calls}, and after them a {@code WAIT} to each primary they go to. */
    final ScriptReplies send(List<ScriptCall> calls, int replicas, Duration replicaTimeout) {
        List<RedisFuture<Long>> results = new ArrayList<>(calls.size());
        Set<RedisAsyncCommands<byte[], byte[]>> primaries = new LinkedHashSet<>();
        for (ScriptCall call : calls) {
            RedisAsyncCommands<byte[], byte[]> primary =
                    watched(connectionFor(call.key())).async();
            primaries.add(primary);
            results.add(primary.eval(call.script().lua(), ScriptOutputType.INTEGER, call.keys(), call.arguments()));
        }
        List<RedisFuture<Long>> acknowledged = primaries.stream()
                .map(primary -> primary.waitForReplication(replicas, TimeToLive.milliseconds(replicaTimeout)))
                .toList();
        return new ScriptReplies(results, acknowledged, replicas);
    }

    private StatefulRedisConnection<byte[], byte[]> watched(StatefulRedisConnection<byte[], byte[]> connection) {
        if (watched.add(connection)) {
            connection.addListener(new RedisConnectionStateListener() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
                    intact = false;
                }
            });
            if (!connection.isOpen()) {
                intact = false;
            }
        }
        return connection;
    }
}

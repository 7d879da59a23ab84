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
 * <p>Invariant: it is intact only while none of its connections was ever lost. Lettuce reconnects on its own and repeats
 * commands that had no answer. A repeated {@code WAIT}, perhaps on a replica that was promoted in the meantime, does not know
 * of the earlier writes and reports them as acknowledged by all replicas.
 */
abstract class DedicatedConnection implements AutoCloseable {

    private final Set<StatefulRedisConnection<byte[], byte[]>> watched = ConcurrentHashMap.newKeySet();
    private volatile boolean intact = true;

    /** Returns the connection to the primary that serves {@code key}. */
    abstract StatefulRedisConnection<byte[], byte[]> connectionFor(byte[] key);

    /** Returns one key on each primary that may hold keys with the prefix {@code pattern}. */
    abstract List<byte[]> keyOnEachPrimary(byte[] pattern);

    /** Closes the connection after a failure, and removes the cause of the failure if possible. */
    void closeAfterFailure() {
        close();
    }

    @Override
    public abstract void close();

    final boolean isIntact() {
        return intact;
    }

    /** Sends {@code calls} and then a {@code WAIT} to each primary that received one. */
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

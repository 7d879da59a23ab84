package io.github.cacheconsistency.internal.redis.script;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Runs write scripts that succeed only when enough replicas of Redis have the writes: the scripts and a {@code WAIT} in one
 * round trip (docs/protocols.md, "Acknowledgement by Redis replicas"). Thread-safe.
 *
 * <p>{@code WAIT} covers the writes of its own connection and blocks that connection until the replicas have answered. So it
 * can use neither the connection that all readers share nor, on a cluster, a connection whose node the driver chooses. Up to
 * {@value #MOST_IDLE} idle connections are kept, so that no connection pool is needed.
 */
public final class ReplicaAcknowledgement implements ScriptCalls, SmartLifecycle {

    private static final int MOST_IDLE = 8;

    /** The lifecycle phase. It stops after the last invalidations and before the connection factory, which is in phase 0. */
    private static final int PHASE = 500;

    private final LettuceConnectionFactory connectionFactory;
    private final int replicas;
    private final Duration timeout;
    private final Deque<DedicatedConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean running;

    /**
     * @param replicas number of replicas that must have a write
     * @param timeout how long to wait for them, in addition to the command timeout
     */
    public ReplicaAcknowledgement(LettuceConnectionFactory connectionFactory, int replicas, Duration timeout) {
        this.connectionFactory = connectionFactory;
        this.replicas = replicas;
        this.timeout = timeout;
    }

    /**
     * {@inheritDoc}
     *
     * @throws TransientDataAccessResourceException if too few replicas have the writes in time; the primary has executed them
     *     all the same
     */
    @Override
    public List<Boolean> run(List<ScriptCall> calls) {
        return onConnection(connection -> sendAndWait(connection, calls));
    }

    /**
     * Waits until enough replicas of every primary that may hold keys with the prefix {@code pattern} have everything that this
     * primary has executed so far, including its evictions and expirations.
     *
     * @param harmlessWrite returns a call that writes to a key and leaves nothing in it
     * @throws TransientDataAccessResourceException if too few replicas have answered in time
     */
    public void awaitAll(byte[] pattern, Function<byte[], ScriptCall> harmlessWrite) {
        onConnection(connection -> {
            List<byte[]> keys = connection.keyOnEachPrimary(pattern);
            return sendAndWait(connection, keys.stream().map(harmlessWrite).toList());
        });
    }

    private List<Boolean> sendAndWait(DedicatedConnection connection, List<ScriptCall> calls) {
        return connection.send(calls, replicas, timeout).await(commandTimeout().plus(timeout), connection::isIntact);
    }

    private List<Boolean> onConnection(Function<DedicatedConnection, List<Boolean>> work) {
        DedicatedConnection connection = take();
        boolean usable = false;
        try {
            List<Boolean> result = work.apply(connection);
            usable = true;
            return result;
        } finally {
            // After a failure, a WAIT may still be running, or the connection may lead to another server.
            if (!usable) {
                connection.closeAfterFailure();
            } else if (running && idle.size() < MOST_IDLE) {
                idle.push(connection);
            } else {
                connection.close();
            }
        }
    }

    private DedicatedConnection take() {
        for (DedicatedConnection kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (kept.isIntact()) {
                return kept;
            }
            kept.close();
        }
        AbstractRedisClient client = connectionFactory.getRequiredNativeClient();
        return client instanceof RedisClusterClient cluster
                ? new ClusterDedicatedConnection(cluster)
                : new SingleDedicatedConnection(((RedisClient) client).connect(ByteArrayCodec.INSTANCE));
    }

    private Duration commandTimeout() {
        return Duration.ofMillis(connectionFactory.getTimeout());
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        for (DedicatedConnection kept = idle.poll(); kept != null; kept = idle.poll()) {
            kept.close();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

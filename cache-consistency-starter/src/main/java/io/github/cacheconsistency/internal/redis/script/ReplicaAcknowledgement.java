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
 * Writes that count only when enough replicas of Redis have them: the scripts and a {@code WAIT} in one round trip
 * (docs/protocols.md, "Acknowledgement by Redis replicas"). Thread-safe.
 *
 * <p>{@code WAIT} speaks of the writes of its own connection and stops that connection until the replicas have answered,
 * so it can use neither the connection that all readers share nor, on a cluster, one whose node the driver chooses. Up to
 * {@value #MOST_IDLE} connections are kept for it, which works without a connection pool.
 */
public final class ReplicaAcknowledgement implements ScriptCalls, SmartLifecycle {

    private static final int MOST_IDLE = 8;

    /** Stops before the connection factory, which is in phase 0, and after the last invalidations. */
    private static final int PHASE = 500;

    private final LettuceConnectionFactory connectionFactory;
    private final int replicas;
    private final Duration timeout;
    private final Deque<DedicatedConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean running;

    /**
     * @param replicas how many replicas must have a write
     * @param timeout how long to wait for them, on top of the time a command may take
     */
    public ReplicaAcknowledgement(LettuceConnectionFactory connectionFactory, int replicas, Duration timeout) {
        this.connectionFactory = connectionFactory;
        this.replicas = replicas;
        this.timeout = timeout;
    }

    /**
     * {@inheritDoc}
     *
     * @throws TransientDataAccessResourceException if fewer replicas than wanted have the writes; they happened on the
     *     primary all the same
     */
    @Override
    public List<Boolean> run(List<ScriptCall> calls) {
        return onConnection(connection -> sendAndWait(connection, calls));
    }

    /**
     * Returns when the replicas of every primary that can hold keys like {@code pattern} have all that it has executed so
     * far: also what it evicted or expired by itself.
     *
     * @param harmlessWrite writes a key and leaves nothing in it
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
            // One that failed may still have a WAIT under way, or be another server's by now.
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

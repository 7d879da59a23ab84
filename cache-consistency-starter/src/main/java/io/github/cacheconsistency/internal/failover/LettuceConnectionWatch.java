package io.github.cacheconsistency.internal.failover;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Watches the connections of Lettuce, which reports connects and disconnects on the thread that receives the replies.
 * Thread-safe.
 *
 * <p>Invariant: {@code lost} is called before a reader can see a reply of a server whose keys were not verified. A lost
 * connection is reported before Lettuce begins to reconnect and to repeat commands. After a connect, the server's identity is
 * requested before any other command can use the connection, and replies keep the order of the commands.
 */
public final class LettuceConnectionWatch implements ConnectionWatch {

    private static final Logger log = LoggerFactory.getLogger(LettuceConnectionWatch.class);

    private final LettuceConnectionFactory connectionFactory;
    private @Nullable AbstractRedisClient attached;
    private @Nullable Listener listener;

    /**
     * @param connectionFactory whose connections are watched; may be stopped and started again
     */
    public LettuceConnectionWatch(LettuceConnectionFactory connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    @Override
    public synchronized void attach(Predicate<ServerIdentity> known, Runnable lost) {
        AbstractRedisClient client = connectionFactory.getNativeClient();
        if (client == attached) {
            return;
        }
        if (attached != null && listener != null) {
            attached.removeListener(listener);
        }
        listener = new Listener(known, lost);
        attached = client;
        if (client != null) {
            client.addListener(listener);
        }
    }

    @Override
    public void refreshTopology() {
        if (connectionFactory.getNativeClient() instanceof RedisClusterClient cluster) {
            try {
                cluster.refreshPartitions();
            } catch (RuntimeException noNodeAnswers) {
                log.debug("The topology of the cluster cannot be read", noNodeAnswers);
            }
        }
    }

    private record Listener(Predicate<ServerIdentity> known, Runnable lost) implements RedisConnectionStateListener {

        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
            boolean answersReaders = connection instanceof StatefulRedisConnection
                    && !(connection instanceof StatefulRedisPubSubConnection);
            if (answersReaders) {
                ask((StatefulRedisConnection<?, ?>) connection);
            }
        }

        /**
         * Ignores connections that the client itself closes, such as those of pipelines: they are marked as closed before this
         * call.
         */
        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            if (!connection.isClosed()) {
                lost.run();
            }
        }

        private void ask(StatefulRedisConnection<?, ?> connection) {
            var server = connection.async().info(ServerIdentity.SERVER);
            var replication = connection.async().info(ServerIdentity.REPLICATION);
            server.thenCombine(
                            replication,
                            (serverSection, replicationSection) ->
                                    ServerIdentity.of(properties(serverSection), properties(replicationSection)))
                    .whenComplete((identity, failure) -> {
                        if (failure != null) {
                            unanswered(failure);
                        } else if (!known.test(identity)) {
                            lost.run();
                        }
                    });
        }

        /**
         * Ignores failures that are handled elsewhere: a lost connection is reported as such, replicas answer no readers, and
         * the check reports refusals.
         */
        private static void unanswered(Throwable failure) {
            log.debug(
                    "A new connection did not tell whose it is",
                    failure instanceof CompletionException ? failure.getCause() : failure);
        }

        private static Properties properties(String section) {
            Properties properties = new Properties();
            try {
                properties.load(new StringReader(section));
                return properties;
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }
}

package io.github.cacheconsistency.internal.coalescing;

import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.spi.TimeSource;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The connection of coalesced reads. The application's client makes it, so it has the client's settings and the failover watch
 * observes it. It is made on a separate thread, not on a reader's. Thread-safe.
 */
final class OwnConnection {

    private static final Logger log = LoggerFactory.getLogger(OwnConnection.class);

    /** Minimum time between two attempts to connect. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Maximum time to wait for a running attempt to connect when the application stops. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final LettuceConnectionFactory connectionFactory;
    private final TimeSource time;
    private final AtomicBoolean connecting = new AtomicBoolean();
    private final CacheTrust trust;
    private volatile @Nullable GetQueue queue;

    /** The stamp of the trust that was taken before the connection was made. */
    private volatile long trustedSince;

    private volatile CompletableFuture<Void> connected = CompletableFuture.completedFuture(null);

    private volatile boolean mayBeUsed;
    private volatile long notBefore;

    OwnConnection(LettuceConnectionFactory connectionFactory, TimeSource time, CacheTrust trust) {
        this.trust = trust;
        this.connectionFactory = connectionFactory;
        this.time = time;
        this.notBefore = time.nanoTime();
    }

    /** Returns the queue of the open connection; {@code null} if reads must be sent one by one. */
    @Nullable
    GetQueue queue() {
        GetQueue current = queue;
        // Invariant: after any loss of trust, a new connection is made and its server's identity is checked before it
        // is used. The old connection could lead to a different server than the connections that invalidate.
        return current != null && current.isOpen() && trust.holdsSince(trustedSince) ? current : null;
    }

    /** Connects unless another thread is connecting. */
    void connectInBackground() {
        if (mayBeUsed && time.nanoTime() - notBefore >= 0 && connecting.compareAndSet(false, true)) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            // Set before the flag is read: either this thread sees that the application stops, or close() sees this
            // attempt.
            connected = end;
            if (!mayBeUsed) {
                connecting.set(false);
                end.complete(null);
                return;
            }
            Thread thread = new Thread(() -> connect(end), "cache-consistency-coalescing-connect");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void connect(CompletableFuture<Void> end) {
        try {
            RedisClient client = (RedisClient) connectionFactory.getRequiredNativeClient();
            long stamp = trust.stamp();
            boolean reconnectsByItself = queue != null
                    && trust.holdsSince(trustedSince)
                    && client.getOptions().isAutoReconnect();
            if (!reconnectsByItself && trust.isTrusted()) {
                // Removed first: the new stamp must not apply to the old connection.
                replaceBy(null);
                trustedSince = stamp;
                use(client);
            }
        } catch (RuntimeException failure) {
            log.debug("The connection of coalesced reads failed; they go one by one", failure);
        } finally {
            notBefore = time.nanoTime() + RETRY.toNanos();
            connecting.set(false);
            end.complete(null);
        }
    }

    private void use(RedisClient client) {
        boolean expiresCommands = client.getOptions().getTimeoutOptions().isTimeoutCommands();
        Duration timeout = connectionFactory.getClientConfiguration().getCommandTimeout();
        replaceBy(new GetQueue(client.connect(ByteArrayCodec.INSTANCE), expiresCommands ? null : timeout));
    }

    private synchronized void replaceBy(@Nullable GetQueue other) {
        GetQueue before = queue;
        queue = other;
        if (before != null) {
            before.close();
        }
        if (other != null && !mayBeUsed) {
            // The application has stopped while the connection was made.
            queue = null;
            other.close();
        }
    }

    void open() {
        mayBeUsed = true;
    }

    /** Waits for a running attempt to connect: the client is closed next, which would break the attempt off. */
    void close() {
        mayBeUsed = false;
        if (!time.await(connected, LONGEST_WAIT)) {
            log.warn(
                    "Expected the connection of coalesced reads to be made or refused within {}, but Redis does not answer;"
                            + " the application stops without waiting for it",
                    LONGEST_WAIT);
        }
        replaceBy(null);
    }
}

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
 * The connection of coalesced reads: made by the application's client, so with its settings and under its watch, but on
 * no reader's thread. Thread-safe.
 */
final class OwnConnection {

    private static final Logger log = LoggerFactory.getLogger(OwnConnection.class);

    /** After a connection that failed. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** For an attempt to connect that is under way when the application stops. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final LettuceConnectionFactory connectionFactory;
    private final TimeSource time;
    private final AtomicBoolean connecting = new AtomicBoolean();
    private final CacheTrust trust;
    private volatile @Nullable GetQueue queue;

    /** Taken before the connection was made. */
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

    /** What goes through the connection; {@code null} while it does not stand. */
    @Nullable
    GetQueue queue() {
        GetQueue current = queue;
        // Invariant: whatever made Redis distrusted, a new connection is asked who it leads to before it is used again.
        // One that stands could lead to another server than those do which invalidate.
        return current != null && current.isOpen() && trust.holdsSince(trustedSince) ? current : null;
    }

    /** Connects if nobody does so already. */
    void connectInBackground() {
        if (mayBeUsed && time.nanoTime() - notBefore >= 0 && connecting.compareAndSet(false, true)) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            // Before the look at the flag: either this sees that the application stops, or close() sees this attempt.
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
                // The one before must not be taken for trusted by the new stamp.
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
            // On its way while the application stopped.
            queue = null;
            other.close();
        }
    }

    void open() {
        mayBeUsed = true;
    }

    /** Waits for an attempt to connect: the client is closed next, and would end it in the middle. */
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

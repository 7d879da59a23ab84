package io.github.cacheconsistency.internal.coalescing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.redis.EmbeddedRedis;
import io.github.cacheconsistency.internal.redis.PlainKeyReader;
import io.github.cacheconsistency.internal.time.SystemTimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * {@link CoalescedKeyReader} on a real Redis. Shared commands go through a relay; single commands bypass it and are
 * counted.
 */
final class SharedReads implements AutoCloseable {

    static final int READERS = 64;

    private final EmbeddedRedis redis;
    private final SystemTimeSource time = new SystemTimeSource();
    private final CacheTrust trust = CacheTrust.granted();
    private final AtomicInteger singleReads = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);
    private Relay relay;
    private LettuceConnectionFactory connections;
    private CoalescedKeyReader keyReader;

    SharedReads(EmbeddedRedis redis) {
        this.redis = redis;
    }

    /** Connects. Call {@link #disconnect()} before connecting again. */
    void connect(Duration commandTimeout) {
        if (relay == null) {
            relay = newRelay();
        }
        connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration("127.0.0.1", relay.port()),
                LettuceClientConfiguration.builder()
                        .commandTimeout(commandTimeout)
                        .build());
        connections.afterPropertiesSet();
        connections.start();
        PlainKeyReader plain = new PlainKeyReader(redis.connectionFactory());
        keyReader = new CoalescedKeyReader(
                connections,
                key -> {
                    singleReads.incrementAndGet();
                    return plain.get(key);
                },
                time,
                trust);
        keyReader.start();
        awaitConnection();
    }

    private Relay newRelay() {
        try {
            return new Relay(redis.connectionFactory().getPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void disconnect() {
        keyReader.stop();
        connections.destroy();
    }

    /** Waits until reads are shared, and resets the counter of single reads. */
    void awaitConnection() {
        await().ignoreExceptionsInstanceOf(DataAccessException.class).until(() -> {
            singleReads.set(0);
            get("connected?");
            return singleReads.get() == 0;
        });
    }

    Relay relay() {
        return relay;
    }

    CoalescedKeyReader keyReader() {
        return keyReader;
    }

    CacheTrust trust() {
        return trust;
    }

    AtomicInteger singleReads() {
        return singleReads;
    }

    ExecutorService threads() {
        return threads;
    }

    String get(String key) {
        byte[] value = keyReader.get(bytes(key));
        return value == null ? null : new String(value, UTF_8);
    }

    void set(String key, String value) {
        run(connection -> connection.stringCommands().set(bytes(key), bytes(value)));
    }

    void run(Consumer<RedisConnection> work) {
        try (RedisConnection connection = redis.connectionFactory().getConnection()) {
            work.accept(connection);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        disconnect();
        relay.close();
        time.close();
    }
}

package io.github.cacheconsistency.redis.coalescing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.LeaseToken;
import io.github.cacheconsistency.coordination.CacheTrust;
import io.github.cacheconsistency.coordination.SystemTimeSource;
import io.github.cacheconsistency.redis.EmbeddedRedis;
import io.github.cacheconsistency.redis.PlainGets;
import io.github.cacheconsistency.redis.SpringDataCacheStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class CoalescedGetsTest {

    private static final int READERS = 64;
    private static final int READS = 50;
    private static final int LOSSES = 5;

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private final SystemTimeSource time = new SystemTimeSource();
    private final CacheTrust trust = CacheTrust.granted();
    private final AtomicInteger singleReads = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);
    private Relay relay;
    private LettuceConnectionFactory connections;
    private CoalescedGets gets;

    @BeforeEach
    void connect() throws IOException {
        relay = new Relay(REDIS.connectionFactory().getPort());
        connect(Duration.ofSeconds(30));
    }

    /** Shared commands go through the relay, single ones do not. */
    private void connect(Duration commandTimeout) {
        connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration("127.0.0.1", relay.port()),
                LettuceClientConfiguration.builder()
                        .commandTimeout(commandTimeout)
                        .build());
        connections.afterPropertiesSet();
        connections.start();
        PlainGets plain = new PlainGets(REDIS.connectionFactory());
        gets = new CoalescedGets(
                connections,
                key -> {
                    singleReads.incrementAndGet();
                    return plain.get(key);
                },
                time,
                trust);
        gets.start();
        awaitConnection();
    }

    @AfterEach
    void close() throws IOException {
        threads.shutdownNow();
        disconnect();
        relay.close();
        time.close();
    }

    private void disconnect() {
        gets.stop();
        connections.destroy();
    }

    @Test
    void everyReaderGetsTheValueOfItsKeyInNoMoreCommandsThanReads() throws Exception {
        for (int key = 0; key < READERS; key += 2) {
            set("k" + key, "v" + key);
        }
        long before = REDIS.calls("get") + REDIS.calls("mget");

        storm(reader -> {
            String expected = reader % 2 == 0 ? "v" + reader : null;
            for (int read = 0; read < READS; read++) {
                assertThat(get("k" + reader)).isEqualTo(expected);
            }
        });

        long commands = REDIS.calls("get") + REDIS.calls("mget") - before;
        assertThat(commands).isBetween(1L, (long) READERS * READS);
        assertThat(singleReads).hasValue(0);
    }

    @Test
    void aReadThatBeginsAfterAWriteWasAcknowledgedSeesIt() throws Exception {
        AtomicLong acknowledged = new AtomicLong();
        set("counter", "0");
        Future<?> writer = threads.submit(() -> {
            for (long value = 1; value <= 1_000; value++) {
                set("counter", Long.toString(value));
                acknowledged.set(value);
            }
        });

        storm(reader -> {
            long last = 0;
            while (!writer.isDone()) {
                long atLeast = Math.max(last, acknowledged.get());
                last = Long.parseLong(get("counter"));
                assertThat(last).isGreaterThanOrEqualTo(atLeast);
            }
        });
        writer.get();
    }

    /** Guard 2: what was sent is answered already, for all that anybody knows. */
    @Test
    void aReadJoinsNothingThatWasSentAndWaitsForNobodysAnswer() throws Exception {
        set("k", "old");
        relay.holdReplies();
        long before = REDIS.calls("get");
        Future<String> first = threads.submit(() -> get("k"));
        await().atMost(Duration.ofSeconds(20)).until(() -> REDIS.calls("get") > before);
        set("k", "new");
        long then = relay.requests();
        Future<String> second = threads.submit(() -> get("k"));
        await().atMost(Duration.ofSeconds(20)).until(() -> relay.requests() > then);
        relay.giveReplies();

        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("old");
        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo("new");
    }

    @Test
    void everyReaderHasItsOwnFailureWhenRedisDoesNotAnswer() throws Exception {
        disconnect();
        connect(Duration.ofMillis(200));
        relay.holdReplies();

        List<Throwable> failures = storm(reader -> get("k" + reader));

        assertThat(failures)
                .hasSize(READERS)
                .doesNotHaveDuplicates()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(DataAccessException.class)
                        .hasMessageContaining("timed out"));
        relay.giveReplies();
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(() -> get("k1") == null);
        assertThat(singleReads).as("a Redis that is slow is not asked twice").hasValue(0);
    }

    @Test
    void anInterruptedReaderFailsAndStaysInterrupted() throws Exception {
        relay.holdReplies();
        Callable<Boolean> read = () -> {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(RedisSystemException.class).isThrownBy(() -> get("k"));
            return Thread.interrupted();
        };
        assertThat(threads.submit(read).get()).isTrue();
        relay.giveReplies();
        assertThat(get("k")).isNull();
    }

    @Test
    void aLeaseOnAKeyOfAnotherTypeFailsAsItsLookupWould() {
        run(connection -> connection.listCommands().rPush(bytes("list"), bytes("x")));
        set("taken", "v");
        SpringDataCacheStore store =
                new SpringDataCacheStore(REDIS.connectionFactory(), gets, cacheName -> Duration.ZERO, null);
        LeaseToken token = new LeaseToken("token");

        assertThat(store.lease(new CacheKey("any", bytes("taken")), token, Duration.ofMinutes(1)))
                .isFalse();
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> store.lease(new CacheKey("any", bytes("list")), token, Duration.ofMinutes(1)))
                .withStackTraceContaining("WRONGTYPE");
    }

    @Test
    void readsGoOneByOneWhenTheApplicationStopsAndTogetherWhenItGoesOn() {
        set("k", "v");
        gets.stop();
        assertThat(get("k")).isEqualTo("v");
        assertThat(get("k")).isEqualTo("v");
        assertThat(singleReads).hasValue(2);

        gets.start();
        awaitConnection();
        assertThat(get("k")).isEqualTo("v");
        assertThat(singleReads).hasValue(0);
    }

    /** The one that stands could lead to another server than the connections that invalidate. */
    @Test
    void readsGoOneByOneAfterALossOfTrustUntilANewConnectionStands() {
        set("k", "v");
        int connectionsBefore = relay.connections();
        trust.distrust();
        assertThat(get("k")).isEqualTo("v");
        assertThat(get("k")).isEqualTo("v");
        assertThat(singleReads).hasValue(2);
        assertThat(relay.connections()).isEqualTo(connectionsBefore);

        trust.restore(trust.stamp());
        awaitConnection();
        assertThat(relay.connections()).as("the one before was not used again").isGreaterThan(connectionsBefore);
    }

    @Test
    void readersWhoseConnectionIsClosedMeanwhileReadAlone() throws Exception {
        set("k", "v");
        List<Future<String>> readers = waitingReaders();
        gets.stop();

        assertThat(values(readers)).hasSize(READERS).containsOnly("v");
        assertThat(singleReads).hasValue(READERS);
    }

    /** A reset fails the command under way before anything says that the connection is gone. */
    @Test
    void readersWhoseConnectionIsLostGetTheirValuesAllTheSame() throws Exception {
        set("k", "v");
        for (int loss = 0; loss < LOSSES; loss++) {
            List<Future<String>> readers = waitingReaders();
            relay.reset();

            assertThat(values(readers)).hasSize(READERS).containsOnly("v");
            awaitConnection();
        }
    }

    /** Readers of one key, of whom the first at least is sent, and nobody answered. */
    private List<Future<String>> waitingReaders() {
        relay.holdReplies();
        long before = relay.requests();
        List<Future<String>> readers = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            readers.add(threads.submit(() -> get("k")));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> relay.requests() > before);
        return readers;
    }

    private static List<String> values(List<Future<String>> readers) throws Exception {
        List<String> values = new ArrayList<>();
        for (Future<String> reader : readers) {
            values.add(reader.get(60, TimeUnit.SECONDS));
        }
        return values;
    }

    /** What each of many readers failed with; an assertion that failed is thrown. */
    private List<Throwable> storm(Reader work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(READERS);
        List<Future<?>> readers = new ArrayList<>();
        for (int number = 0; number < READERS; number++) {
            int reader = number;
            readers.add(threads.submit(() -> {
                start.await();
                work.read(reader);
                return null;
            }));
        }
        List<Throwable> failures = new ArrayList<>();
        for (Future<?> reader : readers) {
            try {
                reader.get(60, TimeUnit.SECONDS);
            } catch (ExecutionException failure) {
                if (failure.getCause() instanceof AssertionError wrong) {
                    throw wrong;
                }
                failures.add(failure.getCause());
            }
        }
        return failures;
    }

    @FunctionalInterface
    private interface Reader {

        void read(int number) throws Exception;
    }

    private void awaitConnection() {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(() -> {
                    singleReads.set(0);
                    get("connected?");
                    return singleReads.get() == 0;
                });
    }

    private String get(String key) {
        byte[] value = gets.get(bytes(key));
        return value == null ? null : new String(value, UTF_8);
    }

    private static void set(String key, String value) {
        run(connection -> connection.stringCommands().set(bytes(key), bytes(value)));
    }

    private static void run(Consumer<RedisConnection> work) {
        try (RedisConnection connection = REDIS.connectionFactory().getConnection()) {
            work.accept(connection);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}

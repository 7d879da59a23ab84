package io.github.cacheconsistency.redis.coalescing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.coordination.SystemTimeSource;
import io.github.cacheconsistency.redis.EmbeddedRedis;
import io.github.cacheconsistency.redis.PlainGets;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
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
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class CoalescedGetsTest {

    private static final int READERS = 64;
    private static final int READS = 50;

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private final SystemTimeSource time = new SystemTimeSource();
    private final AtomicInteger singleReads = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);
    private LettuceConnectionFactory connections;
    private CoalescedGets gets;

    @BeforeEach
    void connect() {
        connections = new LettuceConnectionFactory(
                REDIS.connectionFactory().getStandaloneConfiguration(),
                LettuceClientConfiguration.builder()
                        .commandTimeout(Duration.ofSeconds(1))
                        .build());
        connections.afterPropertiesSet();
        connections.start();
        PlainGets plain = new PlainGets(connections);
        gets = new CoalescedGets(
                connections,
                key -> {
                    singleReads.incrementAndGet();
                    return plain.get(key);
                },
                time);
        gets.start();
        awaitConnection();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        gets.stop();
        connections.destroy();
        time.close();
    }

    @Test
    void everyReaderGetsTheValueOfItsKeyInFewerCommandsThanReads() throws Exception {
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
        assertThat(commands).isBetween(1L, READERS * READS / 2L);
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

    @Test
    void everyReaderHasItsOwnFailureWhenRedisDoesNotAnswer() throws Exception {
        pause(Duration.ofSeconds(3));

        List<Throwable> failures = storm(reader -> get("k" + reader));

        assertThat(failures)
                .hasSize(READERS)
                .doesNotHaveDuplicates()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(DataAccessException.class)
                        .hasMessageContaining("timed out"));
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(() -> get("k1") == null);
    }

    @Test
    void anInterruptedReaderFailsAndStaysInterrupted() throws Exception {
        Callable<Boolean> read = () -> {
            pause(Duration.ofMillis(300));
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(RedisSystemException.class).isThrownBy(() -> get("k"));
            return Thread.interrupted();
        };
        assertThat(threads.submit(read).get()).isTrue();
        assertThat(get("k")).isNull();
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

    @Test
    void aReaderWhoseConnectionIsClosedMeanwhileReadsAlone() throws Exception {
        set("k", "v");
        List<Throwable> failures = storm(reader -> {
            for (int read = 0; read < READS; read++) {
                assertThat(get("k")).isEqualTo("v");
                if (reader == 0 && read == READS / 2) {
                    gets.stop();
                }
            }
        });
        assertThat(failures).isEmpty();
        assertThat(singleReads).hasPositiveValue();
    }

    @Test
    void aReaderWhoseConnectionIsLostGetsItsValueAllTheSame() throws Exception {
        set("k", "v");
        List<Throwable> failures = storm(reader -> {
            for (int read = 0; read < READS; read++) {
                assertThat(get("k")).isEqualTo("v");
                if (reader == 0 && read == READS / 2) {
                    loseConnections();
                }
            }
        });
        assertThat(failures).isEmpty();
        awaitConnection();
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
        await().atMost(Duration.ofSeconds(20)).until(() -> {
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

    private static void loseConnections() {
        RedisClient client = (RedisClient) REDIS.connectionFactory().getRequiredNativeClient();
        try (StatefulRedisConnection<String, String> killer = client.connect()) {
            killer.sync().clientKill(KillArgs.Builder.typeNormal());
        }
    }

    private static void pause(Duration time) {
        run(connection -> connection.execute("CLIENT", bytes("PAUSE"), bytes(Long.toString(time.toMillis()))));
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

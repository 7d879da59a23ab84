package io.github.cacheconsistency.internal.coalescing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.EmbeddedRedis;
import io.github.cacheconsistency.internal.redis.SpringDataCacheStore;
import io.github.cacheconsistency.spi.LeaseToken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisSystemException;

class CoalescedKeyReaderTest {

    private static final int READS = 50;

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private final SharedReads reads = new SharedReads(REDIS);

    @BeforeEach
    void connect() {
        reads.connect(Duration.ofSeconds(30));
    }

    @AfterEach
    void close() throws IOException {
        reads.close();
    }

    @Test
    void everyReaderGetsTheValueOfItsKeyInNoMoreCommandsThanReads() throws Exception {
        for (int key = 0; key < SharedReads.READERS; key += 2) {
            reads.set("k" + key, "v" + key);
        }
        long before = REDIS.calls("get") + REDIS.calls("mget");

        storm(reader -> {
            String expected = reader % 2 == 0 ? "v" + reader : null;
            for (int read = 0; read < READS; read++) {
                assertThat(reads.get("k" + reader)).isEqualTo(expected);
            }
        });

        long commands = REDIS.calls("get") + REDIS.calls("mget") - before;
        assertThat(commands).isBetween(1L, (long) SharedReads.READERS * READS);
        assertThat(reads.singleReads()).hasValue(0);
    }

    @Test
    void whereRedisForbidsMgetReadsGoOneByOneAndNoneFails() throws Exception {
        reads.set("k", "v");
        allowMget("-mget");
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                storm(reader -> {
                    for (int read = 0; read < READS; read++) {
                        assertThat(reads.get("k")).isEqualTo("v");
                    }
                });
                return reads.singleReads().get() > 0;
            });
            reads.singleReads().set(0);
            assertThat(reads.get("k")).isEqualTo("v");
            assertThat(reads.singleReads()).hasValue(1);
        } finally {
            allowMget("+mget");
        }
    }

    private void allowMget(String rule) {
        reads.run(connection -> connection.execute(
                "ACL", SharedReads.bytes("SETUSER"), SharedReads.bytes("default"), SharedReads.bytes(rule)));
    }

    @Test
    void aReadThatBeginsAfterAWriteWasAcknowledgedSeesIt() throws Exception {
        AtomicLong acknowledged = new AtomicLong();
        reads.set("counter", "0");
        Future<?> writer = reads.threads().submit(() -> {
            for (long value = 1; value <= 1_000; value++) {
                reads.set("counter", Long.toString(value));
                acknowledged.set(value);
            }
        });

        storm(reader -> {
            long last = 0;
            while (!writer.isDone()) {
                long atLeast = Math.max(last, acknowledged.get());
                last = Long.parseLong(reads.get("counter"));
                assertThat(last).isGreaterThanOrEqualTo(atLeast);
            }
        });
        writer.get();
    }

    /** docs/protocols.md, G2: a command that was sent may have been executed already. */
    @Test
    void aReadJoinsNothingThatWasSentAndWaitsForNobodysAnswer() throws Exception {
        reads.set("k", "old");
        reads.relay().holdReplies();
        long before = REDIS.calls("get");
        Future<String> first = reads.threads().submit(() -> reads.get("k"));
        await().until(() -> REDIS.calls("get") > before);
        reads.set("k", "new");
        long then = reads.relay().requests();
        Future<String> second = reads.threads().submit(() -> reads.get("k"));
        await().until(() -> reads.relay().requests() > then);
        reads.relay().giveReplies();

        assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo("old");
        assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo("new");
    }

    @Test
    void everyReaderHasItsOwnFailureWhenRedisDoesNotAnswer() throws Exception {
        reads.disconnect();
        reads.connect(Duration.ofMillis(200));
        reads.relay().holdReplies();

        List<Throwable> failures = storm(reader -> reads.get("k" + reader));

        assertThat(failures)
                .hasSize(SharedReads.READERS)
                .doesNotHaveDuplicates()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(DataAccessException.class)
                        .hasMessageContaining("timed out"));
        reads.relay().giveReplies();
        await().ignoreExceptionsInstanceOf(DataAccessException.class).until(() -> reads.get("k1") == null);
        assertThat(reads.singleReads())
                .as("a Redis that is slow is not asked twice")
                .hasValue(0);
    }

    @Test
    void anInterruptedReaderFailsAndStaysInterrupted() throws Exception {
        reads.relay().holdReplies();
        Callable<Boolean> read = () -> {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(RedisSystemException.class).isThrownBy(() -> reads.get("k"));
            return Thread.interrupted();
        };
        assertThat(reads.threads().submit(read).get()).isTrue();
        reads.relay().giveReplies();
        assertThat(reads.get("k")).isNull();
    }

    @Test
    void aLeaseOnAKeyOfAnotherTypeFailsAsItsLookupWould() {
        reads.run(connection -> connection.listCommands().rPush(SharedReads.bytes("list"), SharedReads.bytes("x")));
        reads.set("taken", "v");
        SpringDataCacheStore store = new SpringDataCacheStore(
                REDIS.connectionFactory(), reads.keyReader(), cacheName -> Duration.ZERO, null);
        LeaseToken token = new LeaseToken("token");

        assertThat(store.lease(new CacheKey("any", SharedReads.bytes("taken")), token, Duration.ofMinutes(1)))
                .isFalse();
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(
                        () -> store.lease(new CacheKey("any", SharedReads.bytes("list")), token, Duration.ofMinutes(1)))
                .withStackTraceContaining("WRONGTYPE");
    }

    /** Returns the exceptions of many concurrent readers; rethrows a failed assertion. */
    private List<Throwable> storm(Reader work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(SharedReads.READERS);
        List<Future<?>> readers = new ArrayList<>();
        for (int number = 0; number < SharedReads.READERS; number++) {
            int reader = number;
            readers.add(reads.threads().submit(() -> {
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
}

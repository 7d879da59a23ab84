package io.github.cacheconsistency.internal.redis;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static java.time.temporal.ChronoUnit.FOREVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.script.TimeToLive;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.SessionCallback;

class StoreWriteTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final CacheKey KEY = key("points::1");
    private static final LeaseToken TOKEN = new LeaseToken("token");

    private SpringDataCacheStore store;
    private RawKeys raw;

    @BeforeEach
    void connect() {
        store = new SpringDataCacheStore(REDIS.connectionFactory());
        raw = new RawKeys(REDIS.connectionFactory());
    }

    @Test
    void setReplacesAnything() {
        store.lease(KEY, TOKEN, Duration.ofSeconds(5));
        store.set(KEY, value("a"), MINUTE);
        assertThat(raw.bytes(KEY)).isEqualTo("a");
        assertThat(raw.remaining(KEY)).isGreaterThan(5_000).isLessThanOrEqualTo(60_000);

        store.set(KEY, value("b"), null);
        assertThat(raw.bytes(KEY)).isEqualTo("b");
        assertThat(raw.remaining(KEY)).isEqualTo(-1);
    }

    @Test
    void setIfAbsentStoresIntoAnEmptyKeyAndOtherwiseTellsWhatIsThere() {
        assertThat(store.setIfAbsent(KEY, value("a"), MINUTE)).isEqualTo(KeyState.Absent.INSTANCE);
        assertThat(raw.bytes(KEY)).isEqualTo("a");
        assertThat(raw.remaining(KEY)).isPositive().isLessThanOrEqualTo(60_000);

        assertThat(store.setIfAbsent(KEY, value("b"), null))
                .isInstanceOfSatisfying(
                        KeyState.Value.class,
                        found -> assertThat(found.payload()).asString().isEqualTo("a"));
        assertThat(raw.bytes(KEY)).isEqualTo("a");
        assertThat(raw.remaining(KEY)).isPositive();

        store.invalidate(List.of(KEY));
        store.lease(KEY, TOKEN, MINUTE);
        assertThat(store.setIfAbsent(KEY, value("b"), MINUTE))
                .as("a lease is no value, and its fill comes too late now")
                .isEqualTo(KeyState.Absent.INSTANCE);
        assertThat(store.fill(KEY, TOKEN, value("late"), MINUTE)).isFalse();
        assertThat(raw.bytes(KEY)).isEqualTo("b");

        raw.write(KEY, "\0cc:fence:");
        assertThat(store.setIfAbsent(KEY, value("b"), MINUTE)).isEqualTo(KeyState.Tombstone.INSTANCE);

        store.invalidate(List.of(KEY));
        assertThat(store.setIfAbsent(KEY, value("c"), null)).isEqualTo(KeyState.Absent.INSTANCE);
        assertThat(raw.remaining(KEY)).isEqualTo(-1);
    }

    @Test
    void setAllSetsEachKeyForItsOwnTimeInOneRoundTrip() {
        CacheKey other = key("points::2");
        store.lease(KEY, TOKEN, MINUTE);
        long before = REDIS.calls("set");

        store.setAll(List.of(
                new Fill(KEY, FillPermit.UNCONDITIONAL, value("a"), MINUTE),
                new Fill(other, FillPermit.UNCONDITIONAL, value("b", 7), null)));

        assertThat(REDIS.calls("set") - before).isEqualTo(2);
        assertThat(raw.bytes(KEY)).isEqualTo("a");
        assertThat(raw.remaining(KEY)).isPositive();
        assertThat(store.get(other))
                .isInstanceOfSatisfying(
                        KeyState.Value.class,
                        found -> assertThat(found.version()).isEqualTo(7));
        assertThat(raw.remaining(other)).isEqualTo(-1);
    }

    @Test
    void removeValueRemovesNeitherLeasesNorTombstones() {
        assertThat(store.removeValue(KEY)).isFalse();
        store.set(KEY, value("a"), MINUTE);
        assertThat(store.removeValue(KEY)).isTrue();
        assertThat(store.get(KEY)).isEqualTo(KeyState.Absent.INSTANCE);
        store.set(KEY, value("a", 3), MINUTE);
        assertThat(store.removeValue(KEY)).isTrue();

        store.lease(KEY, TOKEN, MINUTE);
        assertThat(store.removeValue(KEY)).isFalse();
        assertThat(store.get(KEY)).isEqualTo(new KeyState.Lease(TOKEN));
        raw.write(KEY, "\0cc:fence:");
        assertThat(store.removeValue(KEY)).isFalse();
        assertThat(store.get(KEY)).isEqualTo(KeyState.Tombstone.INSTANCE);
    }

    @Test
    void anEmptyPayloadOccupiesTheKey() {
        raw.write(KEY, "");

        assertThat(store.setIfAbsent(KEY, value("a"), null)).isInstanceOf(KeyState.Value.class);
        assertThat(store.lease(KEY, TOKEN, MINUTE)).isFalse();
        assertThat(raw.bytes(KEY)).isEmpty();
    }

    @Test
    void oneOfManyConcurrentSetIfAbsentStoresAndAllOthersSeeItsValue() throws Exception {
        int writers = 16;
        ExecutorService executor = Executors.newFixedThreadPool(writers);
        try {
            CyclicBarrier start = new CyclicBarrier(writers);
            List<Future<KeyState>> answers = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                KeyState.Value value = value("writer-" + writer);
                answers.add(executor.submit(() -> {
                    start.await(60, TimeUnit.SECONDS);
                    return store.setIfAbsent(KEY, value, MINUTE);
                }));
            }
            List<String> found = new ArrayList<>();
            for (Future<KeyState> answer : answers) {
                if (answer.get(60, TimeUnit.SECONDS) instanceof KeyState.Value value) {
                    found.add(new String(value.payload()));
                }
            }
            assertThat(found).hasSize(writers - 1).containsOnly(raw.bytes(KEY));
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void timesOutsideWhatRedisTakesAreRounded() {
        assertThat(TimeToLive.milliseconds(Duration.ofNanos(1))).isEqualTo(1);
        assertThat(TimeToLive.milliseconds(Duration.ZERO)).isEqualTo(1);
        assertThat(TimeToLive.milliseconds(Duration.ofMillis(-5))).isEqualTo(1);
        assertThat(TimeToLive.milliseconds(Duration.ofNanos(1_999_999))).isEqualTo(1);
        assertThat(TimeToLive.milliseconds(MINUTE)).isEqualTo(60_000);

        store.set(KEY, value("a"), FOREVER.getDuration());
        assertThat(raw.remaining(KEY)).isGreaterThan(Duration.ofDays(300_000).toMillis());
        store.invalidate(List.of(KEY));
        store.lease(KEY, TOKEN, FOREVER.getDuration());
        assertThat(store.fill(KEY, TOKEN, value("a"), FOREVER.getDuration())).isTrue();
        assertThat(raw.remaining(KEY)).isGreaterThan(Duration.ofDays(300_000).toMillis());

        store.set(KEY, value("a"), Duration.ofNanos(1));
        await().until(() -> raw.remaining(KEY) == -2);
    }

    @Test
    void aWriteHappensAtOnceInsideAnOpenRedisTransactionOfTheThread() {
        raw.write(KEY, "old");
        RedisTemplate<String, String> template = new RedisTemplate<>();
        template.setConnectionFactory(REDIS.connectionFactory());
        template.afterPropertiesSet();

        template.execute(new SessionCallback<Void>() {
            @Override
            public <K, V> Void execute(RedisOperations<K, V> operations) {
                operations.multi();
                assertThat(store.invalidate(List.of(KEY))).isEqualTo(1);
                assertThat(store.lease(KEY, TOKEN, MINUTE)).isTrue();
                assertThat(store.fill(KEY, TOKEN, value("new"), MINUTE)).isTrue();
                operations.discard();
                return null;
            }
        });

        assertThat(raw.bytes(KEY)).isEqualTo("new");
    }
}

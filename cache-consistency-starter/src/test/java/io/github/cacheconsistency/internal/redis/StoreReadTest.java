package io.github.cacheconsistency.internal.redis;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;

class StoreReadTest {

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
    void readsWhatAStockRedisCacheManagerWrote() {
        raw.write(KEY, "\u00ac\u00ed\0\5t\0\5hello");

        assertThat(store.get(KEY)).isInstanceOfSatisfying(KeyState.Value.class, value -> {
            assertThat(value.version()).isNull();
            assertThat(value.payload()).hasSize(12).startsWith(0xac, 0xed);
        });
    }

    @Test
    void tellsTheStatesApart() {
        assertThat(store.get(KEY)).isEqualTo(KeyState.Absent.INSTANCE);
        store.lease(KEY, TOKEN, MINUTE);
        assertThat(store.get(KEY)).isEqualTo(new KeyState.Lease(TOKEN));
        store.set(KEY, value("a", 3), null);
        assertThat(store.get(KEY)).isInstanceOfSatisfying(KeyState.Value.class, value -> {
            assertThat(value.version()).isEqualTo(3);
            assertThat(value.payload()).asString().isEqualTo("a");
        });
    }

    @Test
    void aHitIsOneGetAndNothingElse() {
        raw.write(KEY, "a");
        long before = REDIS.calls("get");
        long others = REDIS.calls("evalsha") + REDIS.calls("eval");

        store.get(KEY);

        assertThat(REDIS.calls("get") - before).isEqualTo(1);
        assertThat(REDIS.calls("evalsha") + REDIS.calls("eval")).isEqualTo(others);
    }

    @Test
    void keysAndPayloadsAreAnyBytes() {
        byte[] all = new byte[256];
        IntStream.range(0, all.length).forEach(index -> all[index] = (byte) index);
        CacheKey binary = new CacheKey("points", all);

        store.lease(binary, TOKEN, MINUTE);
        assertThat(store.fill(binary, TOKEN, new KeyState.Value(all, 5L), MINUTE))
                .isTrue();
        store.putIfNewer(binary, new KeyState.Value(all, 6L), MINUTE);

        assertThat(store.get(binary)).isInstanceOfSatisfying(KeyState.Value.class, value -> {
            assertThat(value.payload()).isEqualTo(all);
            assertThat(value.version()).isEqualTo(6);
        });
        assertThat(store.invalidate(List.of(binary))).isEqualTo(1);
    }

    @Test
    void getAllKeepsTheOrderInOneCommand() {
        List<CacheKey> keys = new ArrayList<>();
        for (int index = 0; index < 100; index++) {
            keys.add(key("points::" + index));
            if (index % 2 == 0) {
                store.set(key("points::" + index), value("v" + index), null);
            }
        }
        store.lease(key("points::1"), TOKEN, MINUTE);
        long multiGets = REDIS.calls("mget");
        long gets = REDIS.calls("get");

        List<KeyState> states = store.getAll(keys);

        assertThat(REDIS.calls("mget") - multiGets).isEqualTo(1);
        assertThat(REDIS.calls("get")).isEqualTo(gets);
        assertThat(states).hasSize(100);
        assertThat(states.get(1)).isEqualTo(new KeyState.Lease(TOKEN));
        assertThat(states.get(99)).isEqualTo(KeyState.Absent.INSTANCE);
        assertThat(((KeyState.Value) states.get(98)).payload()).asString().isEqualTo("v98");
    }

    @Test
    void getAllOfNothingAsksNobody() {
        long before = REDIS.calls("mget");

        assertThat(store.getAll(List.of())).isEmpty();

        assertThat(REDIS.calls("mget")).isEqualTo(before);
    }

    @Test
    void getAndTouchRestartsTheTimeToLiveOfAValue() {
        store.set(KEY, value("a"), Duration.ofSeconds(5));

        assertThat(store.getAndTouch(KEY, MINUTE)).isInstanceOf(KeyState.Value.class);

        assertThat(raw.remaining(KEY)).isGreaterThan(5_000).isLessThanOrEqualTo(60_000);
    }

    @Test
    void getAndTouchLeavesALeaseAlone() {
        store.lease(KEY, TOKEN, Duration.ofSeconds(5));

        assertThat(store.getAndTouch(KEY, MINUTE)).isEqualTo(new KeyState.Lease(TOKEN));

        assertThat(raw.remaining(KEY)).isPositive().isLessThanOrEqualTo(5_000);
    }

    @Test
    void getAndTouchOfNothingCreatesNothing() {
        assertThat(store.getAndTouch(KEY, MINUTE)).isEqualTo(KeyState.Absent.INSTANCE);
        assertThat(raw.remaining(KEY)).isEqualTo(-2);
    }

    @Test
    void aKeyOfAnotherTypeIsAnErrorUntilItIsInvalidated() {
        raw.execute(connection -> connection.listCommands().rPush(KEY.bytes(), new byte[] {1}));

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> store.get(KEY))
                .withStackTraceContaining("WRONGTYPE");
        assertThat(store.invalidate(List.of(KEY))).isEqualTo(1);
        assertThat(store.get(KEY)).isEqualTo(KeyState.Absent.INSTANCE);
    }
}

package io.github.cacheconsistency.internal.redis;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The keys of these tests lie in many slots, and on all three masters. */
class StoreOnClusterTest {

    @RegisterExtension
    static final EmbeddedRedisCluster CLUSTER = new EmbeddedRedisCluster();

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LeaseToken TOKEN = new LeaseToken("token");
    private static final List<CacheKey> KEYS =
            IntStream.range(0, 100).mapToObj(index -> key("points::" + index)).toList();

    private SpringDataCacheStore store;
    private RawKeys raw;

    @BeforeEach
    void connectAndEmpty() {
        store = new SpringDataCacheStore(CLUSTER.connectionFactory());
        raw = new RawKeys(CLUSTER.connectionFactory());
        raw.execute(connection -> {
            connection.serverCommands().flushAll();
            return null;
        });
    }

    @Test
    void theKeysLieOnAllMasters() {
        assertThat(KEYS)
                .extracting(key -> SlotHash.getSlot(key.bytes()) * 3 / SlotHash.SLOT_COUNT)
                .contains(0, 1, 2);
    }

    @Test
    void getAllKeepsTheOrderAcrossSlots() {
        IntStream.range(0, 100)
                .filter(index -> index % 2 == 0)
                .forEach(index -> store.set(KEYS.get(index), value("v" + index, index), MINUTE));
        store.lease(KEYS.get(1), TOKEN, MINUTE);

        List<KeyState> states = store.getAll(KEYS);

        assertThat(states).hasSize(100);
        assertThat(states.get(1)).isEqualTo(new KeyState.Lease(TOKEN));
        for (int index = 2; index < 100; index++) {
            long expected = index;
            if (index % 2 == 0) {
                assertThat(states.get(index))
                        .isInstanceOfSatisfying(
                                KeyState.Value.class,
                                value -> assertThat(value.version()).isEqualTo(expected));
            } else {
                assertThat(states.get(index)).isEqualTo(KeyState.Absent.INSTANCE);
            }
        }
    }

    @Test
    void leaseAllAndInvalidateReachEverySlot() {
        store.set(KEYS.get(7), value("a"), MINUTE);
        Map<CacheKey, LeaseToken> tokens = new LinkedHashMap<>();
        KEYS.forEach(key -> tokens.put(key, TOKEN));

        List<Boolean> leased = store.leaseAll(tokens, MINUTE);

        assertThat(leased).hasSize(100);
        assertThat(IntStream.range(0, 100).filter(index -> !leased.get(index))).containsExactly(7);
        assertThat(store.invalidate(KEYS)).isEqualTo(100);
        assertThat(store.invalidate(KEYS)).isZero();
        assertThat(store.getAll(KEYS)).containsOnly(KeyState.Absent.INSTANCE);
    }

    @Test
    void fillAllReachesEverySlot() {
        KEYS.forEach(key -> store.lease(key, TOKEN, MINUTE));

        List<Boolean> filled = store.fillAll(KEYS.stream()
                .map(key -> new Fill(key, new FillPermit(TOKEN), value("a"), MINUTE))
                .toList());

        assertThat(filled).hasSize(100).containsOnly(true);
        assertThat(store.getAll(KEYS)).allMatch(KeyState.Value.class::isInstance);
    }

    @Test
    void scriptsRunOnTheNodeOfTheirKeyEvenAfterItForgotThem() {
        for (int round = 0; round < 2; round++) {
            raw.execute(connection -> {
                connection.scriptingCommands().scriptFlush();
                return null;
            });
            for (CacheKey key : KEYS) {
                store.invalidate(List.of(key));
                store.lease(key, TOKEN, MINUTE);
                assertThat(store.fill(key, TOKEN, value("a", 1), MINUTE)).isTrue();
                store.putIfNewer(key, value("b", 2), MINUTE);
                assertThat(store.fillOrReplaceOlder(key, TOKEN, value("c", 3), MINUTE))
                        .isTrue();
                assertThat(store.setIfAbsent(key, value("d"), MINUTE)).isInstanceOf(KeyState.Value.class);
                assertThat(store.getAndTouch(key, MINUTE)).isInstanceOf(KeyState.Value.class);
                assertThat(store.release(key, TOKEN)).isFalse();
                assertThat(store.removeValue(key)).isTrue();
            }
        }
        store.setAll(KEYS.stream()
                .map(key -> new Fill(key, FillPermit.UNCONDITIONAL, value("e"), MINUTE))
                .toList());
        assertThat(store.getAll(KEYS)).hasOnlyElementsOfType(KeyState.Value.class);
        assertThat(store.holdsValues("points", "points::*".getBytes(UTF_8))).isTrue();
    }

    @Test
    void invalidateMatchingScansEveryMaster() {
        Map<CacheKey, LeaseToken> tokens = new LinkedHashMap<>();
        KEYS.forEach(key -> tokens.put(key, TOKEN));
        IntStream.range(100, 2_000).forEach(index -> tokens.put(key("points::" + index), TOKEN));
        store.leaseAll(tokens, MINUTE);
        store.set(key("orders::1"), value("a"), MINUTE);

        assertThat(store.invalidateMatching("points", "points::*".getBytes(UTF_8)))
                .isEqualTo(2_000);

        assertThat(raw.bytes(key("orders::1"))).isEqualTo("a");
        assertThat(store.getAll(KEYS)).containsOnly(KeyState.Absent.INSTANCE);
    }

    @Test
    void tombstonesReachEverySlotInOneCall() {
        SpringDataCacheStore leavingTombstones = new SpringDataCacheStore(
                CLUSTER.connectionFactory(), new PlainKeyReader(CLUSTER.connectionFactory()), cache -> MINUTE, null);
        store.set(KEYS.get(7), value("a"), MINUTE);
        assertThat(leavingTombstones.invalidate(KEYS)).isEqualTo(1);
        assertThat(store.getAll(KEYS)).containsOnly(KeyState.Tombstone.INSTANCE);
    }
}

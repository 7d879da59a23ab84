package io.github.cacheconsistency.internal.redis;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoreLeaseTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final CacheKey KEY = key("points::1");
    private static final LeaseToken MINE = new LeaseToken("mine");
    private static final LeaseToken THEIRS = new LeaseToken("theirs");

    private SpringDataCacheStore store;
    private RawKeys raw;

    @BeforeEach
    void connect() {
        store = new SpringDataCacheStore(REDIS.connectionFactory());
        raw = new RawKeys(REDIS.connectionFactory());
    }

    @Test
    void leaseTakesAnEmptyKeyOnly() {
        assertThat(store.lease(KEY, MINE, Duration.ofSeconds(10))).isTrue();
        assertThat(store.lease(KEY, THEIRS, MINUTE)).isFalse();
        assertThat(raw.bytes(KEY)).isEqualTo("\0cc:lease:mine");
        assertThat(raw.remaining(KEY)).isPositive().isLessThanOrEqualTo(10_000);

        raw.write(KEY, "value");
        assertThat(store.lease(KEY, MINE, MINUTE)).isFalse();
        assertThat(raw.bytes(KEY)).isEqualTo("value");
    }

    @Test
    void getOrLeaseTakesAnEmptyKeyAndReadsAnyOther() {
        assertThat(store.getOrLease(KEY, MINE, Duration.ofSeconds(10))).isEqualTo(KeyState.Absent.INSTANCE);
        assertThat(raw.bytes(KEY)).isEqualTo("\0cc:lease:mine");
        assertThat(raw.remaining(KEY)).isPositive().isLessThanOrEqualTo(10_000);

        assertThat(store.getOrLease(KEY, THEIRS, MINUTE)).isEqualTo(new KeyState.Lease(MINE));
        assertThat(raw.bytes(KEY)).isEqualTo("\0cc:lease:mine");
        assertThat(raw.remaining(KEY)).isPositive().isLessThanOrEqualTo(10_000);

        raw.write(KEY, "value");
        assertThat(store.getOrLease(KEY, MINE, MINUTE))
                .isInstanceOfSatisfying(
                        KeyState.Value.class,
                        held -> assertThat(held.payload()).asString().isEqualTo("value"));
        assertThat(raw.bytes(KEY)).isEqualTo("value");
        assertThat(raw.remaining(KEY)).as("no expiry").isEqualTo(-1);
    }

    @Test
    void aLeaseTakenByGetOrLeaseIsFilledLikeAnyOther() {
        store.getOrLease(KEY, MINE, Duration.ofSeconds(10));
        assertThat(store.fill(KEY, THEIRS, value("a"), MINUTE)).isFalse();
        assertThat(store.fill(KEY, MINE, value("a"), MINUTE)).isTrue();
    }

    @Test
    void oneOfManyConcurrentReadersGetsTheLease() throws Exception {
        int readers = 16;
        ExecutorService executor = Executors.newFixedThreadPool(readers);
        try {
            for (int round = 0; round < 20; round++) {
                CacheKey key = key("contended::" + round);
                CyclicBarrier start = new CyclicBarrier(readers);
                List<Future<Boolean>> leases = new ArrayList<>();
                for (int reader = 0; reader < readers; reader++) {
                    LeaseToken token = new LeaseToken("reader-" + reader);
                    leases.add(executor.submit(() -> {
                        start.await(60, TimeUnit.SECONDS);
                        return store.lease(key, token, MINUTE);
                    }));
                }
                List<Integer> winners = new ArrayList<>();
                for (int reader = 0; reader < readers; reader++) {
                    if (leases.get(reader).get(60, TimeUnit.SECONDS)) {
                        winners.add(reader);
                    }
                }
                assertThat(winners).hasSize(1);
                assertThat(raw.bytes(key)).isEqualTo("\0cc:lease:reader-" + winners.get(0));
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void leaseAllAnswersInOrder() {
        Map<CacheKey, LeaseToken> tokens = new LinkedHashMap<>();
        List<Boolean> expected = new ArrayList<>();
        for (int index = 0; index < 100; index++) {
            tokens.put(key("points::" + index), new LeaseToken("token-" + index));
            expected.add(index % 3 != 0);
            if (index % 3 == 0) {
                store.lease(key("points::" + index), THEIRS, MINUTE);
            }
        }

        assertThat(store.leaseAll(tokens, Duration.ofSeconds(10))).isEqualTo(expected);

        assertThat(raw.bytes(key("points::98"))).isEqualTo("\0cc:lease:token-98");
        assertThat(raw.remaining(key("points::98"))).isPositive().isLessThanOrEqualTo(10_000);
        assertThat(raw.bytes(key("points::99"))).isEqualTo("\0cc:lease:theirs");
    }

    @Test
    void leaseAllOfOneOrNone() {
        assertThat(store.leaseAll(Map.of(), MINUTE)).isEmpty();
        assertThat(store.leaseAll(Map.of(KEY, MINE), MINUTE)).containsExactly(true);
        assertThat(store.leaseAll(Map.of(KEY, MINE), MINUTE)).containsExactly(false);
    }

    @Test
    void anUnattendedLeaseIsTakenOverAndItsFillRefused() {
        LeaseToken unattended = THEIRS.unattended();
        assertThat(store.getOrLease(KEY, unattended, MINUTE)).isEqualTo(KeyState.Absent.INSTANCE);
        assertThat(raw.bytes(KEY)).isEqualTo("\0cc:lease:~theirs");
        assertThat(store.get(KEY)).isEqualTo(new KeyState.Lease(unattended));

        assertThat(store.getOrLease(KEY, MINE, Duration.ofSeconds(10))).isEqualTo(KeyState.Absent.INSTANCE);

        assertThat(raw.bytes(KEY)).isEqualTo("\0cc:lease:mine");
        assertThat(raw.remaining(KEY)).isPositive().isLessThanOrEqualTo(10_000);
        assertThat(store.fill(KEY, unattended, value("late"), MINUTE)).isFalse();
        assertThat(store.release(KEY, unattended)).isFalse();
        assertThat(store.getOrLease(KEY, unattended, MINUTE)).isEqualTo(new KeyState.Lease(MINE));
        assertThat(store.fill(KEY, MINE, value("loaded"), MINUTE)).isTrue();
    }

    @Test
    void leaseAllTakesOverUnattendedLeasesAndNothingElse() {
        store.getOrLease(key("unattended"), THEIRS.unattended(), MINUTE);
        store.lease(key("attended"), THEIRS, MINUTE);
        raw.execute(connection -> connection.listCommands().rPush(key("list").bytes(), new byte[] {1}));
        raw.write(key("tombstone"), "\0cc:fence:");
        Map<CacheKey, LeaseToken> tokens = new LinkedHashMap<>();
        for (String name : List.of("unattended", "attended", "list", "tombstone", "absent")) {
            tokens.put(key(name), MINE);
        }

        assertThat(store.leaseAll(tokens, Duration.ofSeconds(10))).containsExactly(true, false, false, false, true);

        assertThat(raw.bytes(key("unattended"))).isEqualTo("\0cc:lease:mine");
        assertThat(raw.bytes(key("attended"))).isEqualTo("\0cc:lease:theirs");
    }

    @Test
    void renewalProlongsItsOwnLeasesOnly() {
        store.lease(key("mine"), MINE, Duration.ofSeconds(10));
        store.lease(key("taken"), THEIRS, Duration.ofSeconds(10));
        raw.write(key("filled"), "value");
        Map<CacheKey, LeaseToken> tokens = new LinkedHashMap<>();
        for (String name : List.of("mine", "taken", "filled", "gone")) {
            tokens.put(key(name), MINE);
        }

        assertThat(store.renewAll(tokens, MINUTE)).containsExactly(true, false, false, false);

        assertThat(raw.remaining(key("mine"))).isGreaterThan(10_000).isLessThanOrEqualTo(60_000);
        assertThat(raw.remaining(key("taken"))).isPositive().isLessThanOrEqualTo(10_000);
        assertThat(raw.remaining(key("filled"))).as("no expiry").isEqualTo(-1);
        assertThat(raw.bytes(key("gone"))).isNull();
        assertThat(store.renewAll(Map.of(), MINUTE)).isEmpty();
    }

    @Test
    void fillReplacesItsOwnLeaseOnly() {
        assertThat(store.fill(KEY, MINE, value("a"), MINUTE)).as("absent").isFalse();
        assertThat(raw.bytes(KEY)).isNull();

        store.lease(KEY, THEIRS, MINUTE);
        assertThat(store.fill(KEY, MINE, value("a"), MINUTE)).as("other lease").isFalse();
        assertThat(raw.bytes(KEY)).isEqualTo("\0cc:lease:theirs");

        raw.write(KEY, "b");
        assertThat(store.fill(KEY, MINE, value("a"), MINUTE)).as("value").isFalse();
        assertThat(raw.bytes(KEY)).isEqualTo("b");

        raw.write(KEY, "\0cc:lease:mine");
        assertThat(store.fill(KEY, MINE, value("a"), MINUTE)).as("own lease").isTrue();
        assertThat(raw.bytes(KEY)).isEqualTo("a");
    }

    @Test
    void fillReplacesTheLeaseTimeByTheTimeToLive() {
        store.lease(KEY, MINE, Duration.ofSeconds(10));
        store.fill(KEY, MINE, value("a"), MINUTE);
        assertThat(raw.remaining(KEY)).isGreaterThan(10_000).isLessThanOrEqualTo(60_000);

        store.invalidate(List.of(KEY));
        store.lease(KEY, MINE, Duration.ofSeconds(10));
        store.fill(KEY, MINE, value("a"), null);
        assertThat(raw.remaining(KEY)).as("no expiry").isEqualTo(-1);
    }

    @Test
    void aLeaseThatWasTakenAgainRefusesTheFirstHolder() {
        store.lease(KEY, MINE, MINUTE);
        store.invalidate(List.of(KEY));
        store.lease(KEY, THEIRS, MINUTE);

        assertThat(store.fill(KEY, MINE, value("stale"), MINUTE)).isFalse();
        assertThat(store.fill(KEY, THEIRS, value("fresh"), MINUTE)).isTrue();
        assertThat(raw.bytes(KEY)).isEqualTo("fresh");
    }

    @Test
    void aPayloadThatLooksLikeALeaseIsNone() {
        store.set(KEY, value("\0cc:lease:mine"), null);

        assertThat(store.fill(KEY, MINE, value("a"), MINUTE)).isFalse();
        assertThat(store.release(KEY, MINE)).isFalse();
    }

    @Test
    void releaseRemovesItsOwnLeaseOnly() {
        assertThat(store.release(KEY, MINE)).as("absent").isFalse();

        store.lease(KEY, THEIRS, MINUTE);
        assertThat(store.release(KEY, MINE)).as("other lease").isFalse();
        assertThat(raw.bytes(KEY)).isEqualTo("\0cc:lease:theirs");

        raw.write(KEY, "mine");
        assertThat(store.release(KEY, MINE)).as("value").isFalse();
        assertThat(raw.bytes(KEY)).isEqualTo("mine");

        raw.write(KEY, "\0cc:lease:mine");
        assertThat(store.release(KEY, MINE)).as("own lease").isTrue();
        assertThat(raw.bytes(KEY)).isNull();
    }
}

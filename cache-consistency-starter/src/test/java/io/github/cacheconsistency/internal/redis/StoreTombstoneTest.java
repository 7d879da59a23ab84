package io.github.cacheconsistency.internal.redis;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tombstones of invalidations in a cache whose loads may come from a database replica. */
class StoreTombstoneTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private static final Duration LAG = Duration.ofSeconds(30);
    private static final CacheKey KEY = key("points::1");
    private static final CacheKey WITHOUT_TOMBSTONE = new CacheKey("orders", "orders::1".getBytes(UTF_8));
    private static final LeaseToken TOKEN = new LeaseToken("token");

    private SpringDataCacheStore store;
    private RawKeys raw;

    @BeforeEach
    void connect() {
        store = new SpringDataCacheStore(
                REDIS.connectionFactory(),
                new PlainKeyReader(REDIS.connectionFactory()),
                cache -> cache.equals("points") ? LAG : Duration.ZERO,
                null);
        raw = new RawKeys(REDIS.connectionFactory());
    }

    @Test
    void invalidateLeavesATombstoneForTheLag() {
        store.set(KEY, value("a"), null);

        assertThat(store.invalidate(List.of(KEY))).isEqualTo(1);

        assertThat(store.get(KEY)).isEqualTo(KeyState.Tombstone.INSTANCE);
        assertThat(raw.remaining(KEY)).isPositive().isLessThanOrEqualTo(LAG.toMillis());
    }

    @Test
    void aKeyThatHeldNothingHoldsATombstoneAsWell() {
        assertThat(store.invalidate(List.of(KEY))).isZero();
        assertThat(store.get(KEY)).isEqualTo(KeyState.Tombstone.INSTANCE);
    }

    @Test
    void aKeyOfAnyTypeIsReplacedByATombstone() {
        raw.execute(connection -> connection.listCommands().lPush(KEY.bytes(), new byte[] {1}));
        store.invalidate(List.of(KEY));
        assertThat(store.get(KEY)).isEqualTo(KeyState.Tombstone.INSTANCE);
    }

    @Test
    void nothingIsFilledLeasedOrPutOverATombstone() {
        store.lease(KEY, TOKEN, LAG);
        store.invalidate(List.of(KEY));

        assertThat(store.fill(KEY, TOKEN, value("old"), null)).isFalse();
        assertThat(store.fillOrReplaceOlder(KEY, TOKEN, value("old", 1), null)).isFalse();
        assertThat(store.lease(KEY, new LeaseToken("later"), LAG)).isFalse();
        assertThat(store.release(KEY, TOKEN)).isFalse();
        store.putIfNewer(KEY, value("put", 7), null);

        assertThat(store.get(KEY)).isEqualTo(KeyState.Tombstone.INSTANCE);
    }

    @Test
    void aTombstoneIsExtendedButNeverShortened() {
        store.invalidateBeforeCommit(List.of(KEY));
        assertThat(raw.remaining(KEY)).isGreaterThan(LAG.toMillis());

        store.invalidate(List.of(KEY));
        assertThat(raw.remaining(KEY)).isGreaterThan(LAG.toMillis());

        raw.execute(connection -> connection.keyCommands().pExpire(KEY.bytes(), 5_000));
        store.invalidate(List.of(KEY));
        assertThat(raw.remaining(KEY)).isGreaterThan(5_000);
    }

    @Test
    void lookingDoesNotRestartItsTime() {
        store.invalidate(List.of(KEY));
        store.getAndTouch(KEY, Duration.ofHours(1));
        assertThat(raw.remaining(KEY)).isLessThanOrEqualTo(LAG.toMillis());
    }

    @Test
    void keysOfSeveralCachesTakeOneRoundTripAndOnlyThoseWithALagHoldATombstone() {
        store.set(WITHOUT_TOMBSTONE, value("a"), null);
        store.set(KEY, value("a"), null);

        assertThat(store.invalidateBeforeCommit(List.of(KEY, WITHOUT_TOMBSTONE, key("points::2"))))
                .isEqualTo(2);

        assertThat(store.get(WITHOUT_TOMBSTONE)).isEqualTo(KeyState.Absent.INSTANCE);
        assertThat(store.getAll(List.of(KEY, key("points::2")))).containsOnly(KeyState.Tombstone.INSTANCE);
    }

    @Test
    void putIfNewerReplacesALowerVersionAndLeavesATombstoneInPlaceOfAnythingElse() {
        store.set(KEY, value("old", 1), null);
        store.putIfNewer(KEY, value("new", 2), null);
        assertThat(store.get(KEY)).isInstanceOf(KeyState.Value.class);

        for (CacheKey key : List.of(key("points::absent"), key("points::leased"), key("points::unversioned"))) {
            store.lease(key("points::leased"), TOKEN, LAG);
            store.setIfAbsent(key("points::unversioned"), value("a"), null);
            store.putIfNewer(key, value("new", 2), null);
            assertThat(store.get(key)).as(key.toString()).isEqualTo(KeyState.Tombstone.INSTANCE);
        }
    }

    @Test
    void withoutALagNothingIsLeft() {
        store.putIfNewer(WITHOUT_TOMBSTONE, value("new", 2), null);
        assertThat(store.get(WITHOUT_TOMBSTONE)).isEqualTo(KeyState.Absent.INSTANCE);
        store.set(WITHOUT_TOMBSTONE, value("a"), null);
        store.invalidateBeforeCommit(List.of(WITHOUT_TOMBSTONE));
        assertThat(store.get(WITHOUT_TOMBSTONE)).isEqualTo(KeyState.Absent.INSTANCE);
    }

    @Test
    void clearRemovesTombstones() {
        store.invalidate(List.of(KEY));
        store.invalidateMatching("points", "points::*".getBytes(UTF_8));
        assertThat(store.get(KEY)).isEqualTo(KeyState.Absent.INSTANCE);
    }
}

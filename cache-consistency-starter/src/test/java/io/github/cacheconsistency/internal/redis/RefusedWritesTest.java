package io.github.cacheconsistency.internal.redis;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.script.RedisRefusal;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A Redis that serves reads and refuses writes: existing values stay readable, and neither old values nor leases are
 * left behind.
 */
class RefusedWritesTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final CacheKey KEY = key("points::1");
    private static final CacheKey OTHER = key("points::2");
    private static final LeaseToken MINE = new LeaseToken("mine");
    private static final LeaseToken THEIRS = new LeaseToken("theirs");

    private final RawKeys raw = new RawKeys(REDIS.connectionFactory());
    private final SpringDataCacheStore store = new SpringDataCacheStore(REDIS.connectionFactory());
    private final SpringDataCacheStore leavingTombstones = new SpringDataCacheStore(
            REDIS.connectionFactory(), new PlainKeyReader(REDIS.connectionFactory()), cache -> MINUTE, null);

    @BeforeEach
    void writesAreTaken() {
        configure("maxmemory", "0");
        configure("min-replicas-to-write", "0");
    }

    @AfterEach
    void writesAreTakenAgain() {
        writesAreTaken();
    }

    @Test
    void aPutThatFindsNoMemoryInvalidatesAtOnce() {
        store.set(KEY, value("old", 1), MINUTE);
        fillUpRedis();

        store.putIfNewer(KEY, value("new", 2), MINUTE);

        assertThat(raw.bytes(KEY)).isNull();
    }

    @Test
    void aPutThatFindsNoMemoryLeavesTheTombstoneOfAnInvalidation() {
        store.set(KEY, value("old", 1), MINUTE);
        fillUpRedis();

        leavingTombstones.putIfNewer(KEY, value("new", 2), MINUTE);

        assertThat(store.get(KEY)).isEqualTo(KeyState.Tombstone.INSTANCE);
    }

    @Test
    void anInvalidationLeavesItsTombstoneInAFullRedis() {
        store.set(KEY, value("old"), MINUTE);
        fillUpRedis();

        assertThat(leavingTombstones.invalidate(List.of(KEY, OTHER))).isEqualTo(1);

        assertThat(store.get(KEY)).isEqualTo(KeyState.Tombstone.INSTANCE);
        assertThat(store.get(OTHER)).isEqualTo(KeyState.Tombstone.INSTANCE);
    }

    @Test
    void aRefusedFillLeavesNoLease() {
        store.lease(KEY, MINE, MINUTE);
        fillUpRedis();

        assertRefused(() -> store.fill(KEY, MINE, value("a"), MINUTE));

        assertThat(raw.bytes(KEY)).isNull();
    }

    @Test
    void aRefusedFillLeavesTheLeasesOfOthers() {
        store.lease(KEY, THEIRS, MINUTE);
        fillUpRedis();

        assertThat(store.fill(KEY, MINE, value("a"), MINUTE)).isFalse();

        assertThat(store.get(KEY)).isEqualTo(new KeyState.Lease(THEIRS));
    }

    @Test
    void aRefusedVersionedFillLeavesNoLease() {
        store.lease(KEY, MINE, MINUTE);
        fillUpRedis();

        assertRefused(() -> store.fillOrReplaceOlder(KEY, MINE, value("a", 1), MINUTE));

        assertThat(raw.bytes(KEY)).isNull();
    }

    @Test
    void refusedFillsThatGoTogetherLeaveNoLease() {
        store.lease(KEY, MINE, MINUTE);
        store.lease(OTHER, MINE, MINUTE);
        fillUpRedis();

        assertRefused(() -> store.fillAll(List.of(fill(KEY), fill(OTHER))));

        assertThat(raw.bytes(KEY)).isNull();
        assertThat(raw.bytes(OTHER)).isNull();
    }

    @Test
    void aRefusedSetLeavesNoOldValue() {
        store.set(KEY, value("old"), MINUTE);
        fillUpRedis();

        assertRefused(() -> store.set(KEY, value("new"), MINUTE));

        assertThat(raw.bytes(KEY)).isNull();
    }

    @Test
    void aValueIsReadThoughItsTimeToLiveCannotBeRestarted() {
        store.set(KEY, value("a"), MINUTE);
        configure("min-replicas-to-write", "1");

        assertThat(store.getAndTouch(KEY, MINUTE)).isInstanceOf(KeyState.Value.class);
    }

    @Test
    void whatRefusesEveryWriteIsARefusal() {
        configure("min-replicas-to-write", "1");

        assertRefused(() -> store.lease(KEY, MINE, MINUTE));
        assertRefused(() -> store.getOrLease(KEY, MINE, MINUTE));
        assertRefused(() -> store.invalidate(List.of(KEY)));
    }

    private static Fill fill(CacheKey key) {
        return new Fill(key, new FillPermit(MINE), value("a"), MINUTE);
    }

    private static void assertRefused(ThrowingCallable write) {
        assertThatThrownBy(write).matches(RedisRefusal::isRefusal, "is a refusal");
    }

    private static void fillUpRedis() {
        configure("maxmemory", "1");
    }

    private static void configure(String name, String value) {
        try (var connection = REDIS.connectionFactory().getConnection()) {
            connection.serverCommands().setConfig(name, value);
        }
    }
}

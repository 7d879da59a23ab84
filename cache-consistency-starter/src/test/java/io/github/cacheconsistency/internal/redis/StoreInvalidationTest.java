package io.github.cacheconsistency.internal.redis;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.index.GlobPattern;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoreInvalidationTest {

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
    void invalidateRemovesValuesAndLeasesInOneCommandAndCountsThem() {
        List<CacheKey> keys = new ArrayList<>();
        for (int index = 0; index < 100; index++) {
            keys.add(key("points::" + index));
        }
        store.set(keys.get(3), value("a"), null);
        store.set(keys.get(4), value("a", 1), MINUTE);
        store.lease(keys.get(5), TOKEN, MINUTE);
        store.set(key("points::other"), value("a"), null);
        long before = REDIS.calls("unlink");

        assertThat(store.invalidate(keys)).isEqualTo(3);

        assertThat(REDIS.calls("unlink") - before).isEqualTo(1);
        assertThat(store.getAll(keys)).doesNotHaveAnyElementsOfTypes(KeyState.Value.class, KeyState.Lease.class);
        assertThat(raw.bytes(key("points::other"))).isEqualTo("a");
    }

    @Test
    void invalidateOfNothingAsksNobody() {
        long before = REDIS.calls("unlink");

        assertThat(store.invalidate(Set.of())).isZero();

        assertThat(REDIS.calls("unlink")).isEqualTo(before);
    }

    @Test
    void thousandsOfKeysGoInPartsAndAreAllRemoved() {
        List<CacheKey> keys = new ArrayList<>();
        for (int index = 0; index < 2_500; index++) {
            keys.add(key("points::" + index));
        }
        store.set(keys.get(0), value("a"), null);
        store.set(keys.get(1_000), value("a"), null);
        store.set(keys.get(2_499), value("a"), null);
        long before = REDIS.calls("unlink");

        assertThat(store.invalidate(keys)).isEqualTo(3);

        assertThat(REDIS.calls("unlink") - before).isEqualTo(3);
    }

    @Test
    void aKilledLeaseCannotFill() {
        store.lease(KEY, TOKEN, MINUTE);

        assertThat(store.invalidate(List.of(KEY))).isEqualTo(1);

        assertThat(store.fill(KEY, TOKEN, value("stale"), MINUTE)).isFalse();
    }

    @Test
    void invalidateMatchingRemovesThousandsOfKeysLeasesIncludedAndNeverUsesKeys() {
        Map<CacheKey, LeaseToken> leases = new LinkedHashMap<>();
        for (int index = 0; index < 1_500; index++) {
            if (index % 2 == 0) {
                leases.put(key("points::" + index), TOKEN);
            } else {
                store.set(key("points::" + index), value("a"), MINUTE);
            }
        }
        store.leaseAll(leases, MINUTE);
        store.set(key("orders::1"), value("a"), MINUTE);
        long unlinks = REDIS.calls("unlink");

        assertThat(store.invalidateMatching("points", "points::*".getBytes(UTF_8)))
                .isEqualTo(1_500);

        assertThat(REDIS.calls("unlink") - unlinks).isBetween(3L, 6L);
        assertThat(REDIS.calls("keys")).isZero();
        Long left = raw.execute(connection -> connection.serverCommands().dbSize());
        assertThat(left).isEqualTo(1);
        assertThat(store.invalidateMatching("points", "points::*".getBytes(UTF_8)))
                .isZero();
    }

    @Test
    void globCharactersInAPrefixAreTakenLiterally() {
        List<String> others = List.of("p1::a", "pX::a", "p1?::a", "p\\::a", "p[12]*?\\:a");
        others.forEach(other -> store.set(key(other), value("other"), null));
        store.set(key("p[12]*?\\::a"), value("mine"), null);
        store.set(key("p[12]*?\\::"), value("mine"), null);

        byte[] pattern = GlobPattern.startingWith("p[12]*?\\::".getBytes(UTF_8));

        assertThat(store.invalidateMatching("p[12]*?\\", pattern)).isEqualTo(2);
        others.forEach(other -> assertThat(raw.bytes(key(other))).isEqualTo("other"));
    }

    @Test
    void binaryPrefixesMatch() {
        byte[] prefix = {(byte) 0xff, 0, (byte) 0x80, '*'};
        CacheKey mine = new CacheKey("points", new byte[] {(byte) 0xff, 0, (byte) 0x80, '*', 1});
        CacheKey other = new CacheKey("points", new byte[] {(byte) 0xff, 0, (byte) 0x80, 'x', 1});
        store.set(mine, value("mine"), null);
        store.set(other, value("other"), null);

        assertThat(store.invalidateMatching("points", GlobPattern.startingWith(prefix)))
                .isEqualTo(1);

        assertThat(raw.bytes(mine)).isNull();
        assertThat(raw.bytes(other)).isEqualTo("other");
    }
}

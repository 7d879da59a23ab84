package io.github.cacheconsistency.internal.redis.index;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.EmbeddedRedis;
import io.github.cacheconsistency.internal.redis.PlainKeyReader;
import io.github.cacheconsistency.internal.redis.RawKeys;
import io.github.cacheconsistency.internal.redis.SpringDataCacheStore;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Which keys the index of a cache lists, and how {@code clear()} uses it. Every Redis that is not empty counts as large
 * here.
 */
class KeyIndexTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final byte[] ALL = "points::*".getBytes(UTF_8);
    private static final CacheKey KEY = key("points::1");
    private static final LeaseToken TOKEN = new LeaseToken("token");
    private static final KeyIndex INDEX = KeyIndex.of(ALL);

    private final List<KeyIndex> incomplete = new ArrayList<>();
    private final List<KeyIndex> cleared = new ArrayList<>();
    private SpringDataCacheStore store;
    private SpringDataCacheStore leavingTombstones;
    private KeyIndexScan scan;
    private RawKeys raw;

    @BeforeEach
    void connect() {
        raw = new RawKeys(REDIS.connectionFactory());
        store = store(0, Duration.ZERO);
        leavingTombstones = store(0, MINUTE);
        scan = new KeyIndexScan(REDIS.connectionFactory());
        incomplete.clear();
        cleared.clear();
    }

    private SpringDataCacheStore store(int scanLimit, Duration tombstoneTime) {
        return new SpringDataCacheStore(
                REDIS.connectionFactory(),
                new PlainKeyReader(REDIS.connectionFactory()),
                cacheName -> tombstoneTime,
                null,
                new KeyIndexes(key -> new CacheKey(key.cacheName(), ALL), () -> false, scanLimit, incomplete::add),
                cleared::add);
    }

    @Test
    void whateverCreatesAKeyAddsIt() {
        store.lease(key("points::lease"), TOKEN, MINUTE);
        store.getOrLease(key("points::lookup"), TOKEN, MINUTE);
        Map<CacheKey, LeaseToken> batch = new LinkedHashMap<>();
        batch.put(key("points::batch-1"), TOKEN);
        batch.put(key("points::batch-2"), TOKEN);
        assertThat(store.leaseAll(batch, MINUTE)).containsExactly(true, true);
        store.set(key("points::set"), value("a"), MINUTE);
        store.setIfAbsent(key("points::put"), value("a"), null);
        store.setAll(List.of(
                new Fill(key("points::all-1"), FillPermit.UNCONDITIONAL, value("a"), null),
                new Fill(key("points::all-2"), FillPermit.UNCONDITIONAL, value("b"), MINUTE)));
        leavingTombstones.invalidate(List.of(key("points::tombstone-1"), key("points::tombstone-2")));
        leavingTombstones.invalidateBeforeCommit(List.of(key("points::tombstone-3")));
        leavingTombstones.putIfNewer(key("points::tombstone-4"), value("a", 1), MINUTE);

        assertThat(members())
                .containsExactlyInAnyOrder(
                        "points::lease",
                        "points::lookup",
                        "points::batch-1",
                        "points::batch-2",
                        "points::set",
                        "points::put",
                        "points::all-1",
                        "points::all-2",
                        "points::tombstone-1",
                        "points::tombstone-2",
                        "points::tombstone-3",
                        "points::tombstone-4");
        assertThat(keys()).containsExactlyInAnyOrderElementsOf(members());
        assertThat(raw.bytes(key("points::all-2"))).isEqualTo("b");
        assertThat(raw.remaining(key("points::all-1"))).isEqualTo(-1);
        assertThat(raw.remaining(key("points::all-2"))).isPositive();
    }

    @Test
    void valuesAreFoundByTheIndexAndWhereItIsNotCompleteByAScan() {
        byte[] all = "points::*".getBytes(UTF_8);
        store.lease(key("points::leased"), TOKEN, MINUTE);
        leavingTombstones.invalidate(List.of(key("points::invalidated")));
        raw.write(key("orders::1"), "of another cache");
        assertThat(store.holdsValues("points", all)).isFalse();

        raw.write(key("points::not in the index"), "a");
        assertThat(store.holdsValues("points", all)).isTrue();

        store.invalidateMatching("points", all);
        assertThat(store.holdsValues("points", all)).isFalse();
        store.set(key("points::1"), value(""), MINUTE);
        assertThat(store.holdsValues("points", all)).isTrue();
    }

    @Test
    void whatCreatesNoKeyAddsNone() {
        raw.write(KEY, "held");
        assertThat(store.lease(KEY, TOKEN, MINUTE)).isFalse();
        assertThat(store.getOrLease(KEY, TOKEN, MINUTE)).isInstanceOf(KeyState.Value.class);
        assertThat(store.leaseAll(Map.of(KEY, TOKEN, key("points::2"), TOKEN), MINUTE))
                .containsExactlyInAnyOrder(true, false);
        store.invalidate(List.of(key("points::3")));
        store.putIfNewer(key("points::4"), value("a", 1), MINUTE);

        assertThat(members()).containsExactly("points::2");
    }

    @Test
    void keysOfOtherPrefixesAreNotAdded() {
        store.set(key("orders::1"), value("a"), null);
        assertThat(members()).isEmpty();
    }

    @Test
    void aSmallRedisIsScanned() {
        SpringDataCacheStore inSmallRedis = store(100, Duration.ZERO);
        inSmallRedis.lease(KEY, TOKEN, MINUTE);
        raw.write(key("points::other-writer"), "a");

        assertThat(inSmallRedis.invalidateMatching("points", ALL)).isEqualTo(2);

        assertThat(keys()).isEmpty();
        assertThat(incomplete).isEmpty();
        assertThat(cleared).isEmpty();
    }

    @Test
    void inASmallRedisTheFirstKeyCompletesTheIndexAtOnce() {
        IntStream.range(0, 90).forEach(id -> raw.write(key("points::before-" + id), "a"));
        raw.write(key("orders::1"), "a");
        store(100, Duration.ZERO).lease(KEY, TOKEN, MINUTE);
        assertThat(isComplete()).isTrue();
        long scans = REDIS.calls("scan");

        // Redis has grown meanwhile, without any read or write of the cache.
        assertThat(store.invalidateMatching("points", ALL)).isEqualTo(91);

        assertThat(REDIS.calls("scan")).isEqualTo(scans);
        assertThat(keys()).isEmpty();
        assertThat(raw.bytes(key("orders::1"))).isEqualTo("a");
    }

    @Test
    void anIncompleteIndexIsReportedWithEachNewMember() {
        store.lease(KEY, TOKEN, MINUTE);
        store.lease(KEY, TOKEN, MINUTE);
        store.set(key("points::2"), value("a"), MINUTE);
        assertThat(incomplete).containsExactly(INDEX, INDEX);

        scan.addUnknown(INDEX);
        store.lease(key("points::3"), TOKEN, MINUTE);
        assertThat(incomplete).hasSize(2);
    }

    @Test
    void aCompleteIndexIsAllThatClearLooksAt() {
        complete();
        IntStream.range(0, 2_000).forEach(id -> store.lease(key("points::" + id), TOKEN, MINUTE));
        IntStream.range(0, 1_000).forEach(id -> store.fill(key("points::" + id), TOKEN, value("a"), MINUTE));
        raw.write(key("orders::1"), "other");
        long scans = REDIS.calls("scan");

        assertThat(store.invalidateMatching("points", ALL)).isEqualTo(2_000);

        assertThat(REDIS.calls("scan")).isEqualTo(scans);
        assertThat(keys()).isEmpty();
        assertThat(members()).containsExactly(KeyIndex.COMPLETE);
        assertThat(store.fill(key("points::1500"), TOKEN, value("stale"), MINUTE))
                .isFalse();
        assertThat(raw.bytes(key("orders::1"))).isEqualTo("other");
        assertThat(cleared).containsExactly(INDEX);
    }

    @Test
    void anIndexThatIsNotCompleteIsNotBelieved() {
        raw.write(key("points::unknown"), "a");
        store.lease(KEY, TOKEN, MINUTE);

        assertThat(store.invalidateMatching("points", ALL)).isEqualTo(2);

        assertThat(keys()).isEmpty();
        assertThat(isComplete()).isTrue();
        assertThat(cleared).isEmpty();
    }

    @Test
    void anIndexThatRedisEvictedIsNotBelieved() {
        complete();
        store.lease(key("points::lease"), TOKEN, MINUTE);
        raw.execute(connection -> connection.keyCommands().unlink(INDEX.key()));
        store.lease(KEY, TOKEN, MINUTE);

        assertThat(store.invalidateMatching("points", ALL)).isEqualTo(2);

        assertThat(keys()).isEmpty();
        assertThat(isComplete()).isTrue();
    }

    @Test
    void aScanDuringWhichTheIndexWasLostCompletesNothing() {
        store.lease(KEY, TOKEN, MINUTE);

        scan.scan(
                INDEX,
                found -> raw.execute(connection -> connection.keyCommands().unlink(INDEX.key())));

        assertThat(isComplete()).isFalse();
        assertThat(members()).isEmpty();
    }

    @Test
    void aScanThatFailsLeavesNoMark() {
        raw.write(KEY, "a");
        store.lease(key("points::2"), TOKEN, MINUTE);

        assertThatIllegalStateException()
                .isThrownBy(() -> scan.scan(INDEX, found -> {
                    throw new IllegalStateException("provoked");
                }));

        assertThat(members()).containsExactly("points::2");
    }

    @Test
    void completingKeepsWhatItFinds() {
        IntStream.range(0, 1_000).forEach(id -> raw.write(key("points::" + id), "a"));
        raw.write(key("orders::1"), "a");

        assertThat(scan.addUnknown(INDEX)).isEqualTo(1_000);
        assertThat(scan.addUnknown(INDEX)).isZero();

        assertThat(isComplete()).isTrue();
        assertThat(members()).hasSize(1_001);
        assertThat(store.invalidateMatching("points", ALL)).isEqualTo(1_000);
    }

    @Test
    void whatOtherProgramsWroteIsRemovedWithoutTouchingTheRest() {
        complete();
        store.set(KEY, value("mine"), MINUTE);
        raw.write(key("points::other-writer"), "a");

        assertThat(scan.removeUnknown(INDEX)).isEqualTo(1);

        assertThat(keys()).containsExactly("points::1");
    }

    @Test
    void aPartOfTheKeysIsClearedByIndexToo() {
        complete();
        store.set(key("points::user-1"), value("a"), MINUTE);
        store.set(KEY, value("a"), MINUTE);
        long scans = REDIS.calls("scan");

        assertThat(store.invalidateMatching("points", "points::user-*".getBytes(UTF_8)))
                .isEqualTo(1);

        assertThat(REDIS.calls("scan")).isEqualTo(scans);
        assertThat(keys()).containsExactly("points::1");
        assertThat(isComplete()).isTrue();
    }

    @Test
    void aPartOfTheKeysCompletesNothing() {
        store.set(KEY, value("a"), MINUTE);
        raw.write(key("points::unknown"), "a");

        assertThat(store.invalidateMatching("points", "points::u*".getBytes(UTF_8)))
                .isEqualTo(1);

        assertThat(isComplete()).isFalse();
    }

    @Test
    void keysThatAreGoneDoNotStay() {
        complete();
        for (int id = 0; id < 1_000; id++) {
            store.set(key("points::gone-" + id), value("a"), MINUTE);
            raw.execute(connection -> {
                Set<byte[]> gone = connection.keyCommands().keys("points::gone-*".getBytes(UTF_8));
                return connection.keyCommands().unlink(gone.toArray(byte[][]::new));
            });
        }
        assertThat(members()).hasSizeLessThan(100);

        IntStream.range(0, 2_000).forEach(id -> store.set(key("points::" + id), value("a"), MINUTE));
        assertThat(keys()).hasSize(2_000);
        assertThat(members()).containsAll(keys()).contains(KeyIndex.COMPLETE);
    }

    @Test
    void theNameOfAnIndexIsNoKeyOfACache() {
        complete();
        CacheKey name = new CacheKey("points", INDEX.key());

        assertThat(leavingTombstones.get(name)).isEqualTo(KeyState.Tombstone.INSTANCE);
        assertThat(leavingTombstones.getOrLease(name, TOKEN, MINUTE)).isEqualTo(KeyState.Tombstone.INSTANCE);
        assertThat(leavingTombstones.setIfAbsent(name, value("a"), MINUTE)).isEqualTo(KeyState.Tombstone.INSTANCE);
        assertThat(leavingTombstones.leaseAll(Map.of(name, TOKEN, KEY, TOKEN), MINUTE))
                .containsExactlyInAnyOrder(true, false);
        leavingTombstones.set(name, value("a"), MINUTE);
        assertThat(isComplete()).isTrue();

        leavingTombstones.invalidate(List.of(name));
        assertThat(store.invalidateMatching("points", ALL)).isEqualTo(1);
        assertThat(keys()).isEmpty();
    }

    @Test
    void whoMayUseTheKeysOfACacheMayUseItsIndex() {
        complete();
        assertThat(new String(INDEX.key(), UTF_8)).startsWith("points::");
        assertThat(KeyIndex.isIndex(INDEX.key())).isTrue();
        assertThat(KeyIndex.isIndex(KEY.bytes())).isFalse();
    }

    @Test
    void onlyKeysWithOnePrefixHaveAnIndex() {
        assertThat(KeyIndex.of("*".getBytes(UTF_8))).isNull();
        assertThat(KeyIndex.of("a?::*".getBytes(UTF_8))).isNull();
        assertThat(KeyIndex.of("a::*b".getBytes(UTF_8))).isNull();
        assertThat(KeyIndex.of("a::".getBytes(UTF_8))).isNull();
        KeyIndex escaped = KeyIndex.of(GlobPattern.startingWith("[prod]:".getBytes(UTF_8)));
        assertThat(escaped.covers("[prod]:1".getBytes(UTF_8))).isTrue();
        assertThat(escaped.covers("p:1".getBytes(UTF_8))).isFalse();
        assertThat(escaped.coversAll("\\[prod\\]:u*".getBytes(UTF_8))).isTrue();
        assertThat(escaped.coversAll("[prod]:*".getBytes(UTF_8))).isFalse();
    }

    /** Completes the index, as the first SCAN does. */
    private void complete() {
        scan.addUnknown(INDEX);
        assertThat(isComplete()).isTrue();
    }

    private boolean isComplete() {
        return members().contains(KeyIndex.COMPLETE);
    }

    private Set<String> members() {
        return raw.execute(connection -> connection.setCommands().sMembers(INDEX.key())).stream()
                .map(member -> new String(member, UTF_8))
                .collect(Collectors.toSet());
    }

    /** Returns the existing keys of the cache. */
    private Set<String> keys() {
        return raw.execute(connection -> connection.keyCommands().keys(ALL)).stream()
                .filter(key -> !KeyIndex.isIndex(key))
                .map(key -> new String(key, UTF_8))
                .collect(Collectors.toSet());
    }
}

package io.github.cacheconsistency.internal.read;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.load.LeaseKeeper;
import io.github.cacheconsistency.internal.load.LoadLimiter;
import io.github.cacheconsistency.internal.load.LoadsUnderWay;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which loads a reader waits for, and which it does not: {@link Miss}, {@link Patience}, {@link LoadLimiter.Turn}. */
@Timeout(120)
class FollowersTest {

    private static final CacheKey LESS = key("1");
    private static final CacheKey GREATER = key("2");

    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final VirtualTime time = new VirtualTime();
    private final RecordedEvents events = new RecordedEvents();
    private final LoadLimiter limiter =
            new LoadLimiter(1, Duration.ofSeconds(1), LoadLimiter.WhenFull.PROCEED, time, events);
    private final LoadsUnderWay loads = new LoadsUnderWay(limiter, new LeaseKeeper(time));
    private final ReadPath readPath = readPath(loads);
    /** Has room for more than one load. */
    private final ReadPath spacious = readPath(TestCaches.loads(8, time));

    private final GuardedCache cache = TestCaches.lease(store);

    @Test
    void aThreadThatLeadsReadsALesserKeyOfAnotherLeaderAtOnce() {
        Load other = elsewhere(() -> load(spacious, LESS));
        load(spacious, GREATER);
        assertThat(load(spacious, LESS).mayFill()).isFalse();
        assertThat(time.waits()).isEmpty();
        assertThat(other.mayFill()).isTrue();
    }

    @Test
    void aThreadThatLeadsWaitsForAGreaterKey() {
        Load other = elsewhere(() -> load(spacious, GREATER));
        load(spacious, LESS);
        time.duringNextWait(() -> {
            other.fill(value("loaded"), null, false);
            other.close();
        });
        assertThat(spacious.begin(cache, GREATER)).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void theSameHoldsForLeasesOfOtherNodes() {
        store.hold(LESS, new KeyState.Lease(new LeaseToken("another node")));
        load(spacious, GREATER);
        assertThat(load(spacious, LESS).mayFill()).isFalse();
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void aBatchLeadsItsKeysAsWell() {
        store.hold(LESS, new KeyState.Lease(new LeaseToken("another node")));
        LoadsUnderWay shared = TestCaches.loads(8, time);
        BatchReads batches = new BatchReads(
                shared, any -> false, CacheTrust.granted(), Runnable::run, PersistenceContexts.NONE, events);
        try (Batch batch = batches.begin(cache, List.of(GREATER))) {
            assertThat(((Load) batch.lookup(GREATER)).mayFill()).isTrue();
            assertThat(load(readPath(shared), LESS).mayFill()).isFalse();
            assertThat(time.waits()).isEmpty();
        }
        time.duringNextWait(() -> store.hold(LESS, value("loaded by the other node")));
        assertThat(readPath(shared).begin(cache, LESS)).as("after the batch").isInstanceOf(Lookup.Found.class);
    }

    @Test
    void whoHasWaitedForItsTurnLooksAgain() {
        elsewhere(() -> load(readPath, GREATER));
        time.duringNextWait(() -> store.hold(LESS, value("loaded by another node")));
        assertThat(readPath.begin(cache, LESS)).isInstanceOf(Lookup.Found.class);
        assertThat(store.calls()).as("it takes no lease").endsWith("get 1", "getOrLease 1 token-2 PT10S");
    }

    @Test
    void whoMayNotFillLooksAgainAsWell() {
        elsewhere(() -> load(readPath, GREATER));
        store.hold(LESS, KeyState.Tombstone.INSTANCE);
        time.duringNextWait(() -> store.hold(LESS, value("loaded meanwhile")));
        assertThat(readPath.begin(cache, LESS)).isInstanceOf(Lookup.Found.class);
        assertThat(events.all()).endsWith("BEYOND_LIMIT 1", "HIT 1");
    }

    /** A reader that took its lease before it waits for its turn would block the other nodes. */
    @Test
    void takesItsTurnBeforeItsLease() {
        elsewhere(() -> load(readPath, GREATER));
        time.duringNextWait(() -> assertThat(store.state(LESS)).isInstanceOf(KeyState.Absent.class));
        assertThat(load(readPath, LESS).mayFill()).isTrue();
        assertThat(store.calls()).endsWith("get 1", "getOrLease 1 token-2 PT10S");
        assertThat(events.all()).endsWith("BEYOND_LIMIT 1", "MISS 1");
    }

    @Test
    void holdsNoTurnWhileItWaitsForAnotherNode() {
        InMemoryCacheStore contended = new InMemoryCacheStore() {
            @Override
            public boolean lease(CacheKey key, LeaseToken token, Duration leaseTime) {
                hold(key, new KeyState.Lease(new LeaseToken("another node, which was faster")));
                return false;
            }
        };
        AtomicBoolean free = new AtomicBoolean();
        time.duringNextWait(() -> {
            free.set(elsewhere(() -> limiter.turn(GREATER).tryTake()));
            contended.hold(LESS, value("loaded by another node"));
        });
        assertThat(readPath.begin(TestCaches.lease(contended), LESS)).isInstanceOf(Lookup.Found.class);
        assertThat(free).as("its turn, which it had taken, was free").isTrue();
    }

    /** Otherwise readers of a key whose values cannot be cached would load one after the other. */
    @Test
    void waitsForOneLoadThatEndsWithoutAValueAndNotForTheNext() {
        Load leader = elsewhere(() -> load(spacious, LESS));
        time.duringNextWait(() -> {
            leader.close();
            assertThat(elsewhere(() -> load(spacious, LESS)).mayFill()).isTrue();
        });
        assertThat(elsewhere(() -> load(spacious, LESS)).mayFill()).isFalse();
        assertThat(time.waits()).hasSize(1);
    }

    @Test
    void theSameHoldsForLoadsOfOtherNodes() {
        store.hold(LESS, new KeyState.Lease(new LeaseToken("another node")));
        time.duringNextWait(() -> store.hold(LESS, new KeyState.Lease(new LeaseToken("a third node"))));
        assertThat(load(spacious, LESS).mayFill()).isFalse();
        assertThat(time.waits()).hasSize(1);
    }

    /** If a leader may not wait for another node, one of its followers waits, so that not all of them load. */
    @Test
    void followsTheNextIfTheLeaderHasLeftTheLoadToOthers() {
        LoadsUnderWay shared = TestCaches.loads(8, time);
        ReadPath path = readPath(shared);
        store.hold(LESS, new KeyState.Lease(new LeaseToken("another node")));
        load(path, GREATER);
        assertThat(load(path, LESS).mayFill()).isFalse();
        time.duringNextWait(() -> store.hold(LESS, value("loaded by another node")));
        assertThat(elsewhere(() -> path.begin(cache, LESS))).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void aLoadThatNeverEndsIsNotAwaitedByReadersThatComeLate() {
        elsewhere(() -> load(spacious, LESS));
        time.advance(TestCaches.LEASE_WAIT);
        assertThat(elsewhere(() -> load(spacious, LESS)).mayFill()).isFalse();
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void aSlowLoadRenewsItsLeaseUntilItsFill() {
        Load load = load(spacious, LESS);
        time.advance(TestCaches.LEASE_TIME.dividedBy(3));
        assertThat(store.calls()).endsWith("renewAll [1] PT10S");
        load.fill(value("loaded"), null, false);
        load.close();
        store.forgetCalls();
        time.advance(TestCaches.LEASE_TIME);
        assertThat(store.calls()).isEmpty();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void anUnattendedLookKeepsNothingAlive() {
        readPath.beginUnattended(cache, LESS, InitialLookup.PEEK);
        assertThat(time.scheduled()).isZero();
    }

    private ReadPath readPath(LoadsUnderWay underWay) {
        return new ReadPath(
                time, underWay, any -> false, CacheTrust.granted(), Runnable::run, PersistenceContexts.NONE, events);
    }

    private Load load(ReadPath path, CacheKey key) {
        return (Load) path.begin(cache, key);
    }

    private static <T> T elsewhere(Supplier<T> read) {
        return CompletableFuture.supplyAsync(read)
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}

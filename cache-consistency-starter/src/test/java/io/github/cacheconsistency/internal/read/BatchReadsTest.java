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
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BatchReadsTest {

    private static final CacheKey CACHED = key("1");
    private static final CacheKey MISSING = key("2");
    private static final CacheKey TAKEN = key("3");
    private static final CacheKey DISTRUSTED = key("4");
    private static final List<CacheKey> KEYS = List.of(CACHED, MISSING, TAKEN, DISTRUSTED);

    private Runnable duringGetAll = () -> {};
    private final InMemoryCacheStore store = new InMemoryCacheStore() {
        @Override
        public List<KeyState> getAll(List<CacheKey> keys) {
            duringGetAll.run();
            return super.getAll(keys);
        }
    };
    private final RecordedEvents events = new RecordedEvents();
    private final Set<CacheKey> bypassed = new HashSet<>();
    private final CacheTrust trust = CacheTrust.granted();
    private final BatchReads reads = new BatchReads(
            TestCaches.loads(1, new VirtualTime()),
            bypassed::contains,
            trust,
            Runnable::run,
            PersistenceContexts.NONE,
            events);
    private final GuardedCache cache = TestCaches.lease(store);

    @Test
    void fillsOnlyWhatItHasTheLeaseOf() {
        store.hold(CACHED, value("cached"));
        store.hold(TAKEN, new KeyState.Lease(new LeaseToken("another node")));
        store.hold(DISTRUSTED, value("distrusted"));
        bypassed.add(DISTRUSTED);

        try (Batch batch = reads.begin(cache, KEYS)) {
            assertThat(batch.lookup(CACHED)).isInstanceOf(Lookup.Found.class);
            assertThat(((Load) batch.lookup(MISSING)).mayFill()).isTrue();
            assertThat(((Load) batch.lookup(TAKEN)).mayFill()).isFalse();
            assertThat(((Load) batch.lookup(DISTRUSTED)).mayFill()).isFalse();
        }
        assertThat(store.calls()).containsExactly("getAll [1, 2, 3]", "leaseAll [2] PT10S", "release 2 token-1");
    }

    @Test
    void aWarmUpTellsOfItsLoadsAndFillsOnlyAndIsFilledWhenItIsClosed() {
        store.hold(CACHED, value("cached"));
        store.hold(TAKEN, new KeyState.Lease(new LeaseToken("another node")));
        GuardedCache asynchronous = TestCaches.create(BuiltInStrategy.ROW_LOCK_LEASE, store);
        AtomicInteger filled = new AtomicInteger();
        KeyState.Value loaded = value("loaded");
        BatchReads lazy = new BatchReads(
                TestCaches.loads(1, new VirtualTime()),
                bypassed::contains,
                trust,
                fill -> {
                    throw new AssertionError("A warm-up counts its fills, so it cannot leave them to others");
                },
                PersistenceContexts.NONE,
                events);

        try (Batch batch = lazy.beginWarmUp(asynchronous, List.of(CACHED, MISSING, TAKEN), filled::incrementAndGet)) {
            ((Load) batch.lookup(MISSING)).offer(loaded, null, false);
        }

        assertThat(store.state(MISSING)).isSameAs(loaded);
        assertThat(filled).hasValue(1);
        assertThat(events.all()).containsExactly("MISS 2", "ACCEPTED 2");
    }

    @Test
    void takesOverTheLeaseOfAnUnattendedLook() {
        store.hold(TAKEN, new KeyState.Lease(new LeaseToken("look").unattended()));
        try (Batch batch = reads.begin(cache, List.of(MISSING, TAKEN))) {
            assertThat(((Load) batch.lookup(TAKEN)).mayFill()).isTrue();
        }
        assertThat(store.calls()).startsWith("getAll [2, 3]", "leaseAll [2, 3] PT10S");
    }

    @Test
    void looksAgainWhenItHasWaitedForItsTurn() throws Exception {
        VirtualTime time = new VirtualTime();
        LoadLimiter limiter = new LoadLimiter(1, Duration.ofSeconds(1), LoadLimiter.WhenFull.PROCEED, time, events);
        CompletableFuture.runAsync(() -> limiter.turn(CACHED).take()).get(20, TimeUnit.SECONDS);
        BatchReads busy = new BatchReads(
                new LoadsUnderWay(limiter, new LeaseKeeper(time)),
                any -> false,
                CacheTrust.granted(),
                Runnable::run,
                PersistenceContexts.NONE,
                events);
        store.hold(TAKEN, new KeyState.Lease(new LeaseToken("another node")));
        time.duringNextWait(() -> store.hold(TAKEN, value("loaded meanwhile")));
        try (Batch batch = busy.begin(cache, List.of(MISSING, TAKEN))) {
            assertThat(batch.lookup(TAKEN)).isInstanceOf(Lookup.Found.class);
            assertThat(((Load) batch.lookup(MISSING)).mayFill()).isTrue();
        }
        assertThat(store.calls()).startsWith("getAll [2, 3]", "getAll [2, 3]", "leaseAll [2] PT10S");
    }

    @Test
    void keepsItsLeasesAliveUntilItEnds() {
        VirtualTime time = new VirtualTime();
        BatchReads slow = new BatchReads(
                TestCaches.loads(1, time),
                any -> false,
                CacheTrust.granted(),
                Runnable::run,
                PersistenceContexts.NONE,
                events);
        Batch batch = slow.begin(cache, List.of(MISSING, CACHED));
        time.advance(TestCaches.LEASE_TIME.dividedBy(3));
        assertThat(store.calls())
                .filteredOn(call -> call.startsWith("renewAll"))
                .hasSize(1);
        batch.close();
        time.advance(TestCaches.LEASE_TIME);
        assertThat(store.calls())
                .filteredOn(call -> call.startsWith("renewAll"))
                .hasSize(1);
    }

    @Test
    void aRedisThatFailsIsReadThrough() {
        store.fail(true);
        try (Batch batch = reads.begin(cache, List.of(CACHED, MISSING))) {
            assertThat(((Load) batch.lookup(CACHED)).mayFill()).isFalse();
            assertThat(((Load) batch.lookup(MISSING)).mayFill()).isFalse();
        }
        assertThat(events.all()).containsExactly("REDIS_FAILED 1", "REDIS_FAILED 2");
    }

    @Test
    void aCacheThatIsNotVerifiedIsNotEvenAsked() {
        store.hold(CACHED, value("from before the restart"));
        trust.exclude(cache.name());
        try (Batch batch = reads.begin(cache, List.of(CACHED, MISSING))) {
            assertThat(((Load) batch.lookup(CACHED)).mayFill()).isFalse();
            assertThat(((Load) batch.lookup(MISSING)).mayFill()).isFalse();
        }
        assertThat(store.calls()).isEmpty();
    }

    @Test
    void aDistrustedRedisIsNotEvenAsked() {
        store.hold(CACHED, value("from before the restart"));
        trust.distrust();
        try (Batch batch = reads.begin(cache, List.of(CACHED, MISSING))) {
            assertThat(((Load) batch.lookup(CACHED)).mayFill()).isFalse();
            assertThat(((Load) batch.lookup(MISSING)).mayFill()).isFalse();
        }
        assertThat(store.calls()).isEmpty();
        assertThat(events.all()).containsExactly("REDIS_FAILED 1", "REDIS_FAILED 2");
    }

    @Test
    void answersAreNotBelievedIfTrustWasLostWhileRedisWasAsked() {
        store.hold(CACHED, value("from the restarted server"));
        duringGetAll = () -> {
            trust.distrust();
            trust.restore(trust.stamp());
        };
        try (Batch batch = reads.begin(cache, List.of(CACHED, MISSING))) {
            assertThat(((Load) batch.lookup(CACHED)).mayFill()).isFalse();
            assertThat(((Load) batch.lookup(MISSING)).mayFill()).isFalse();
        }
        assertThat(events.all()).containsExactly("REDIS_FAILED 1", "REDIS_FAILED 2");
    }

    @Test
    void givesItsTurnToOthersWhenItEnds() throws Exception {
        try (Batch batch = reads.begin(cache, List.of(MISSING))) {
            batch.awaitTurn(MISSING);
        }
        CompletableFuture.runAsync(() -> {
                    try (Batch next = reads.begin(cache, List.of(MISSING))) {
                        next.awaitTurn(MISSING);
                    }
                })
                .get(60, TimeUnit.SECONDS);
    }
}

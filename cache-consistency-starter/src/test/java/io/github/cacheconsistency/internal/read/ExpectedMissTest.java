package io.github.cacheconsistency.internal.read;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Reads of a key with an expected miss: the lookup also takes the lease. */
@Timeout(120)
class ExpectedMissTest {

    private static final CacheKey KEY = key("1");
    private static final KeyState.Value VALUE = value("points");
    private static final String OPEN = "getOrLease 1 token-1 PT10S";

    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final VirtualTime time = new VirtualTime();
    private final RecordedEvents events = new RecordedEvents();
    private final ReadPath readPath = new ReadPath(
            time,
            TestCaches.loads(4, time),
            any -> false,
            CacheTrust.granted(),
            Runnable::run,
            PersistenceContexts.NONE,
            events);
    private final GuardedCache cache = expectingMisses(BuiltInStrategy.LEASE);

    @Test
    void aMissIsOneRoundTripBeforeItsLoad() {
        try (Load load = load()) {
            assertThat(store.calls()).containsExactly(OPEN);
            assertThat(load.fill(VALUE, null, false)).isTrue();
        }
        assertThat(store.state(KEY)).isEqualTo(VALUE);
    }

    @Test
    void aStrategyWithoutLeasesLooksFirst() {
        readPath.begin(expectingMisses(BuiltInStrategy.CACHE_ASIDE), KEY);
        assertThat(store.calls()).containsExactly("get 1");
    }

    @Test
    void aWrongGuessFindsTheValueAndHoldsNobodyUp() {
        store.hold(KEY, VALUE);
        for (int read = 0; read < 2; read++) {
            assertThat(readPath.begin(cache, KEY)).isEqualTo(new Lookup.Found(VALUE));
        }
        assertThat(store.calls()).containsExactly(OPEN, "getOrLease 1 token-2 PT10S");
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void whoFindsSomebodyElsesLeaseWaitsAndLooksAgain() {
        store.hold(KEY, new KeyState.Lease(new LeaseToken("of another node")));
        time.duringNextWait(() -> store.hold(KEY, VALUE));
        assertThat(readPath.begin(cache, KEY)).isEqualTo(new Lookup.Found(VALUE));
        assertThat(store.calls()).containsExactly(OPEN, "get 1");
    }

    @Test
    void aTombstoneIsReadThrough() {
        store.hold(KEY, KeyState.Tombstone.INSTANCE);
        try (Load load = load()) {
            assertThat(load.mayFill()).isFalse();
        }
        assertThat(store.state(KEY)).isEqualTo(KeyState.Tombstone.INSTANCE);
    }

    /** Otherwise two threads of one node would take leases of the same key independently. */
    @Test
    void whoFindsAnotherThreadLoadingLooksAndFollows() throws Exception {
        Load leader = load();
        time.duringNextWait(() -> {
            leader.fill(VALUE, null, false);
            leader.close();
        });
        Lookup follower =
                CompletableFuture.supplyAsync(() -> readPath.begin(cache, KEY)).get(60, TimeUnit.SECONDS);
        assertThat(follower).isEqualTo(new Lookup.Found(VALUE));
        assertThat(store.calls()).containsExactly(OPEN, "get 1", "fill 1 token-1", "get 1");
    }

    /** The reader could only release its lease. */
    @Test
    void whoMayNotFillTakesNoLease() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try (Load load = load()) {
            assertThat(load.mayFill()).isFalse();
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(store.calls()).containsExactly("get 1");
    }

    @Test
    void aFailureCompletesTheInFlightLoad() {
        store.fail(true);
        try (Load load = load()) {
            assertThat(load.mayFill()).isFalse();
        }
        store.fail(false);
        try (Load next = load()) {
            assertThat(next.mayFill()).isTrue();
        }
        assertThat(time.waits()).isEmpty();
    }

    private Load load() {
        return (Load) readPath.begin(cache, KEY);
    }

    private GuardedCache expectingMisses(BuiltInStrategy strategy) {
        return TestCaches.create(strategy, store, new AlwaysMisses());
    }
}

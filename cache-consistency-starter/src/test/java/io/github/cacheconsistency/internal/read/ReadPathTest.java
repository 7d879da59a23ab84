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
import io.github.cacheconsistency.spi.Mutation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The begin of reads on one thread: {@link ReadPath} and {@link Miss} together. */
@Timeout(120)
class ReadPathTest {

    private static final CacheKey KEY = key("1");

    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final VirtualTime time = new VirtualTime();
    private final RecordedEvents events = new RecordedEvents();
    private final Set<CacheKey> bypassed = new HashSet<>();
    private final CacheTrust trust = CacheTrust.granted();
    private final ReadPath readPath = new ReadPath(
            time,
            TestCaches.loads(2, time),
            bypassed::contains,
            trust,
            Runnable::run,
            PersistenceContexts.NONE,
            events);
    private final GuardedCache cache = TestCaches.lease(store);

    @Test
    void aHitIsOneLookup() {
        store.hold(KEY, value("cached"));
        assertThat(readPath.begin(cache, KEY)).isEqualTo(new Lookup.Found((KeyState.Value) store.state(KEY)));
        assertThat(store.calls()).containsExactly("get 1");
        assertThat(events.all()).containsExactly("HIT 1");
    }

    @Test
    void aMissLeasesLoadsAndFills() {
        try (Load load = load()) {
            assertThat(load.mayFill()).isTrue();
            assertThat(load.fill(value("loaded"), null, false)).isTrue();
        }
        assertThat(store.calls()).containsExactly("get 1", "lease 1 token-1 PT10S", "fill 1 token-1");
        assertThat(events.all()).containsExactly("MISS 1", "ACCEPTED 1");
    }

    @Test
    void aLoadThatFailsGivesItsLeaseBackOnce() {
        Load load = load();
        load.close();
        load.close();
        assertThat(store.calls()).containsExactly("get 1", "lease 1 token-1 PT10S", "release 1 token-1");
        assertThat(store.state(KEY)).isInstanceOf(KeyState.Absent.class);
    }

    @Test
    void aFillAfterAnInvalidationIsRefused() {
        try (Load load = load()) {
            cache.strategy().afterCommit(List.of(Mutation.invalidation(KEY)));
            assertThat(load.fill(value("stale"), null, false)).isFalse();
        }
        assertThat(events.all()).containsExactly("MISS 1", "REFUSED 1");
    }

    @Test
    void aFillThatFailsDoesNotFailTheRead() {
        try (Load load = load()) {
            store.fail(true);
            assertThat(load.fill(value("loaded"), null, false)).isFalse();
        }
        assertThat(events.all()).containsExactly("MISS 1", "FAILED 1");
    }

    @Test
    void aReleaseThatFailsDoesNotFailTheRead() {
        try (Load load = load()) {
            store.fail(true);
            assertThat(load.mayFill()).isTrue();
        }
        store.fail(false);
        assertThat(store.calls()).last().isEqualTo("release 1 token-1");
    }

    @Test
    void aRedisThatFailsIsReadThrough() {
        store.fail(true);
        try (Load load = load()) {
            assertThat(load.mayFill()).isFalse();
        }
        assertThat(events.all()).containsExactly("REDIS_FAILED 1");
    }

    @Test
    void aBypassedKeyIsNotEvenLookedUp() {
        store.hold(KEY, value("distrusted"));
        bypassed.add(KEY);
        try (Load load = load()) {
            assertThat(load.mayFill()).isFalse();
        }
        assertThat(store.calls()).isEmpty();
        assertThat(events.all()).containsExactly("READ_THROUGH 1");
    }

    @Test
    void aDistrustedRedisIsNotEvenAsked() {
        store.hold(KEY, value("from before the restart"));
        trust.distrust();
        try (Load load = load()) {
            assertThat(load.mayFill()).isFalse();
        }
        assertThat(store.calls()).isEmpty();
        assertThat(events.all()).containsExactly("REDIS_FAILED 1");
    }

    @Test
    void aCacheThatIsNotVerifiedIsNotEvenAsked() {
        store.hold(KEY, value("from before the restart"));
        trust.exclude(cache.name());
        try (Load load = load()) {
            assertThat(load.mayFill()).isFalse();
        }
        assertThat(readPath.ifTrusted(KEY, () -> store.get(KEY))).isNull();
        assertThat(store.calls()).isEmpty();

        trust.include(cache.name());
        assertThat(readPath.begin(cache, KEY)).isInstanceOf(Lookup.Found.class);
        assertThat(events.all()).containsExactly("REDIS_FAILED 1", "HIT 1");
    }

    @Test
    void anAnswerIsNotBelievedIfTrustWasLostWhileRedisWasAsked() {
        Lookup lookup = readPath.begin(cache, KEY, (any, wanted) -> {
            long before = trust.stamp();
            trust.distrust();
            assertThat(trust.restore(before))
                    .as("restored by a check from before")
                    .isFalse();
            assertThat(trust.restore(trust.stamp())).isTrue();
            return value("from the restarted server");
        });
        try (Load load = (Load) lookup) {
            assertThat(load.mayFill()).isFalse();
        }
        assertThat(events.all()).containsExactly("REDIS_FAILED 1");
    }

    @Test
    void aValueFoundWhileWaitingIsNotBelievedIfTrustWasLost() {
        store.hold(KEY, new KeyState.Lease(new LeaseToken("another node")));
        time.duringNextWait(() -> {
            trust.distrust();
            trust.restore(trust.stamp());
            store.hold(KEY, value("from the restarted server"));
        });
        assertThat(readPath.begin(cache, KEY)).isInstanceOf(Load.class);
        assertThat(events.all()).containsExactly("REDIS_FAILED 1");
    }

    @Test
    void aTombstoneIsReadThroughWithoutWaiting() {
        store.hold(KEY, KeyState.Tombstone.INSTANCE);
        try (Load load = load();
                Load sameTime = load()) {
            assertThat(load.mayFill()).isFalse();
            assertThat(sameTime.mayFill()).isFalse();
        }
        assertThat(store.calls()).containsExactly("get 1", "get 1");
        assertThat(store.state(KEY)).isEqualTo(KeyState.Tombstone.INSTANCE);
        assertThat(events.all()).containsExactly("READ_THROUGH 1", "READ_THROUGH 1");
    }

    @Test
    void aTombstoneThatComesWhileWaitingEndsTheWait() {
        store.hold(KEY, new KeyState.Lease(new LeaseToken("another node")));
        time.duringNextWait(() -> store.hold(KEY, KeyState.Tombstone.INSTANCE));
        try (Load load = load()) {
            assertThat(load.mayFill()).isFalse();
        }
        assertThat(store.calls()).containsExactly("get 1", "get 1");
    }

    @Test
    void insideATransactionNothingIsLeased() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try (Load load = load()) {
            assertThat(load.mayFill()).isFalse();
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(store.calls()).containsExactly("get 1");
    }

    @Test
    void theBaselineFillsEvenInsideATransaction() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try (Load load = (Load) readPath.begin(TestCaches.create(BuiltInStrategy.CACHE_ASIDE, store), KEY)) {
            assertThat(load.mayFill()).isTrue();
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
    }

    @Test
    void waitsForAnotherNodesLease() {
        KeyState.Lease others = new KeyState.Lease(new LeaseToken("another node"));
        store.hold(KEY, others);
        time.duringNextWait(() -> {});
        time.duringNextWait(() -> store.hold(KEY, value("filled by the other node")));
        assertThat(readPath.begin(cache, KEY)).isInstanceOf(Lookup.Found.class);
        assertThat(time.waits()).containsExactly(Duration.ofMillis(5), Duration.ofMillis(10));
        assertThat(events.all()).containsExactly("HIT 1");
    }

    @Test
    void waitsForALeaseThatWasTakenSinceItsFirstLook() {
        time.duringNextWait(() -> store.hold(KEY, value("filled by the other node")));
        Lookup lookup = readPath.begin(cache, KEY, (any, wanted) -> {
            store.hold(KEY, new KeyState.Lease(new LeaseToken("another node")));
            return KeyState.Absent.INSTANCE;
        });
        assertThat(lookup).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void aKeyThatIsAlwaysTakenByOthersIsReadThroughInTheEnd() {
        long start = time.nanoTime();
        InMemoryCacheStore contended = new InMemoryCacheStore() {
            @Override
            public boolean lease(CacheKey key, LeaseToken token, Duration leaseTime) {
                if (time.nanoTime() - start > Duration.ofMinutes(1).toNanos()) {
                    throw new IllegalStateException("Expected the reader to have given up long ago");
                }
                time.advance(Duration.ofMillis(10));
                return false;
            }
        };
        try (Load load = (Load) readPath.begin(TestCaches.lease(contended), KEY)) {
            assertThat(load.mayFill()).isFalse();
        }
        assertThat(contended.calls()).as("looks until the lease wait is over").hasSize(4);
    }

    @Test
    void takesOverALeaseThatHasEnded() {
        store.hold(KEY, new KeyState.Lease(new LeaseToken("dead node")));
        time.duringNextWait(() -> store.invalidate(List.of(KEY)));
        try (Load load = load()) {
            assertThat(load.mayFill()).isTrue();
        }
    }

    @Test
    void readsThroughWhenItHasWaitedLongEnough() {
        store.hold(KEY, new KeyState.Lease(new LeaseToken("slow node")));
        long start = time.nanoTime();
        try (Load load = load()) {
            assertThat(load.mayFill()).isFalse();
        }
        assertThat(Duration.ofNanos(time.nanoTime() - start)).isEqualTo(TestCaches.LEASE_WAIT);
        assertThat(time.waits()).startsWith(Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(20));
    }

    @Test
    void takesOverTheLeaseOfAnUnattendedLook() {
        Load look = (Load) readPath.beginUnattended(cache, KEY, InitialLookup.PEEK);
        store.forgetCalls();
        try (Load load = load()) {
            assertThat(load.fill(value("loaded"), null, false)).isTrue();
        }
        assertThat(store.calls()).containsExactly("get 1", "getOrLease 1 token-2 PT10S", "fill 1 token-2");
        assertThat(look.fill(value("late"), null, false)).isFalse();
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void anUnattendedLookWaitsForNobodyAndTakesNoLeaseFromAReader() {
        KeyState.Lease others = new KeyState.Lease(new LeaseToken("another node"));
        store.hold(KEY, others);
        Lookup look = readPath.beginUnattended(cache, KEY, InitialLookup.PEEK);
        assertThat(((Load) look).mayFill()).isFalse();
        assertThat(store.state(KEY)).isEqualTo(others);
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void anUnattendedLookTakesOverAnotherOne() {
        readPath.beginUnattended(cache, KEY, InitialLookup.PEEK);
        Load look = (Load) readPath.beginUnattended(cache, KEY, InitialLookup.PEEK);
        assertThat(look.fill(value("put by hand"), null, false)).isTrue();
    }

    @Test
    void anUnattendedLookFindsAValueThatIsFilledMeanwhile() {
        Lookup look = readPath.beginUnattended(cache, KEY, (any, wanted) -> {
            store.hold(KEY, value("filled meanwhile"));
            return KeyState.Absent.INSTANCE;
        });
        assertThat(look).isInstanceOf(Lookup.Found.class);
    }

    /** A strategy of an extension that does not support unattended leases. */
    @Test
    void aLeaseThatCannotBeTakenOverIsWaitedFor() {
        store.hold(KEY, new KeyState.Lease(new LeaseToken("look").unattended()));
        InMemoryCacheStore unable = new InMemoryCacheStore() {
            @Override
            public KeyState getOrLease(CacheKey key, LeaseToken token, Duration leaseTime) {
                return state(key);
            }
        };
        unable.hold(KEY, store.state(KEY));
        time.duringNextWait(() -> unable.hold(KEY, value("filled by the other")));
        assertThat(readPath.begin(TestCaches.lease(unable), KEY)).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void anInterruptedReaderWaitsForNobody() {
        store.hold(KEY, new KeyState.Lease(new LeaseToken("slow node")));
        Thread.currentThread().interrupt();
        try (Load load = load()) {
            assertThat(Thread.interrupted()).as("the flag stays").isTrue();
            assertThat(load.mayFill()).isFalse();
        }
        assertThat(time.waits()).isEmpty();
    }

    private Load load() {
        return (Load) readPath.begin(cache, KEY);
    }
}

package io.github.cacheconsistency.internal.read;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.Mutation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.TransientDataAccessResourceException;

/** Several readers of one key in one JVM share a load: {@link InFlightLoads} and {@link Miss}. */
@Timeout(120)
class InFlightLoadsTest {

    private static final CacheKey KEY = key("1");

    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final VirtualTime time = new VirtualTime();
    private final ReadPath readPath = new ReadPath(
            time,
            TestCaches.loads(2, time),
            any -> false,
            CacheTrust.granted(),
            Runnable::run,
            PersistenceContexts.NONE,
            new RecordedEvents());
    private final GuardedCache cache = TestCaches.lease(store);

    @Test
    void aLoaderThatReadsItsOwnKeyDoesNotWaitForItself() {
        try (Load outer = load();
                Load inner = load()) {
            assertThat(outer.mayFill()).isTrue();
            assertThat(inner.mayFill()).isFalse();
        }
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void aFollowerLooksAgainWhenTheLeaderHasLanded() throws Exception {
        Load leader = load();
        // The action of the leader, while the follower waits.
        time.duringNextWait(() -> {
            leader.fill(value("loaded by the leader"), null, false);
            leader.close();
        });
        Lookup follower =
                CompletableFuture.supplyAsync(() -> readPath.begin(cache, KEY)).get(60, TimeUnit.SECONDS);
        assertThat(follower).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void aFollowerOfTheBaselineLooksAgainAsWell() throws Exception {
        GuardedCache aside = TestCaches.create(BuiltInStrategy.CACHE_ASIDE, store);
        Load leader = (Load) readPath.begin(aside, KEY);
        time.duringNextWait(() -> {
            leader.fill(value("loaded by the leader"), null, false);
            leader.close();
        });
        Lookup follower =
                CompletableFuture.supplyAsync(() -> readPath.begin(aside, KEY)).get(60, TimeUnit.SECONDS);
        assertThat(follower).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void looksAgainWhenSomebodyHasLandedSinceItsFirstLook() {
        GuardedCache aside = TestCaches.create(BuiltInStrategy.CACHE_ASIDE, store);
        Lookup lookup = readPath.begin(aside, KEY, (any, wanted) -> {
            KeyState absent = aside.strategy().peek(KEY);
            try (Load other = (Load) readPath.begin(aside, KEY)) {
                other.fill(value("loaded in between"), null, false);
            }
            return absent;
        });
        assertThat(lookup).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void aLoadThatFailedHoldsNobodyUp() throws Exception {
        load().close();
        boolean mayFill = CompletableFuture.supplyAsync(() -> {
                    try (Load next = load()) {
                        return next.mayFill();
                    }
                })
                .get(60, TimeUnit.SECONDS);
        assertThat(mayFill).isTrue();
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void aFollowerOfALeaderWhoseFillWasRefusedLoadsItself() throws Exception {
        Load leader = load();
        time.duringNextWait(() -> {
            cache.strategy().afterCommit(List.of(Mutation.invalidation(KEY)));
            assertThat(leader.fill(value("stale"), null, false)).isFalse();
            leader.close();
        });
        boolean mayFill = CompletableFuture.supplyAsync(() -> {
                    try (Load follower = load()) {
                        return follower.mayFill();
                    }
                })
                .get(60, TimeUnit.SECONDS);
        assertThat(mayFill).isTrue();
        assertThat(store.calls())
                .as("the follower looks before it waits and after, and no more")
                .filteredOn(call -> call.startsWith("get"))
                .hasSize(3);
    }

    @Test
    void aFollowerWaitsForALeaderNoLongerThanTheLeaseWait() throws Exception {
        try (Load leader = load()) {
            assertThat(leader.mayFill()).isTrue();
            boolean mayFill = CompletableFuture.supplyAsync(() -> {
                        try (Load follower = load()) {
                            return follower.mayFill();
                        }
                    })
                    .get(60, TimeUnit.SECONDS);
            assertThat(mayFill).isFalse();
            assertThat(time.waits()).containsExactly(TestCaches.LEASE_WAIT);
        }
    }

    @Test
    void anUnattendedReadHoldsNobodyUp() {
        Lookup abandoned = readPath.beginUnattended(cache, KEY, InitialLookup.PEEK);
        assertThat(((Load) abandoned).mayFill()).isTrue();
        store.invalidate(List.of(KEY));
        try (Load next = load()) {
            assertThat(next.mayFill()).isTrue();
        }
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void aReaderThatMayNotLoadGivesItsLeaseBack() throws Exception {
        ReadPath oneAtATime = new ReadPath(
                time,
                TestCaches.loads(1, time),
                any -> false,
                CacheTrust.granted(),
                Runnable::run,
                PersistenceContexts.NONE,
                new RecordedEvents());
        Lookup other = CompletableFuture.supplyAsync(() -> oneAtATime.begin(cache, key("2")))
                .get(60, TimeUnit.SECONDS);
        assertThat(other).isInstanceOf(Load.class);
        assertThatExceptionOfType(TransientDataAccessResourceException.class)
                .isThrownBy(() -> oneAtATime.begin(cache, KEY));
        assertThat(store.state(KEY)).isInstanceOf(KeyState.Absent.class);
        assertThatExceptionOfType(TransientDataAccessResourceException.class)
                .as("the load has completed, so the next one does not wait for it")
                .isThrownBy(() -> oneAtATime.begin(cache, KEY));
        assertThat(time.waits()).isEmpty();
    }

    private Load load() {
        return (Load) readPath.begin(cache, KEY);
    }
}

package io.github.cacheconsistency.internal.load;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.internal.read.TestCaches;
import io.github.cacheconsistency.internal.read.VirtualTime;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.LoadDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

    private static final CacheKey KEY = key("1");
    private static final CacheKey OTHER = key("2");
    private static final Duration ROUND = TestCaches.LEASE_TIME.dividedBy(3);

    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final VirtualTime time = new VirtualTime();
    private final GuardedCache cache = TestCaches.lease(store);
    private final LeaseKeeper keeper = new LeaseKeeper(time);

    @Test
    void aLoadThatTakesLongRenewsItsLeaseUntilItEnds() {
        LeaseKeeper.Kept kept = keep(KEY);
        time.advance(ROUND);
        time.advance(ROUND);
        assertThat(renewals()).containsExactly("renewAll [1] PT10S", "renewAll [1] PT10S");
        kept.release();
        time.advance(ROUND);
        assertThat(renewals()).hasSize(2);
        assertThat(time.scheduled())
                .as("rounds go on only while loads are under way")
                .isZero();
    }

    @Test
    void aFastLoadIsNeverRenewed() {
        LeaseKeeper.Kept slow = keep(KEY);
        time.advance(ROUND.dividedBy(2));
        keep(OTHER);
        assertThat(time.scheduled()).as("one round for all").isEqualTo(1);
        time.advance(ROUND.minus(ROUND.dividedBy(2)));
        assertThat(renewals()).containsExactly("renewAll [1] PT10S");
        slow.release();
        time.advance(ROUND);
        assertThat(renewals()).containsExactly("renewAll [1] PT10S", "renewAll [2] PT10S");
    }

    /** Otherwise a load that hangs would block the readers of its key forever. */
    @Test
    void aLeaseIsNotRenewedForEver() {
        keep(KEY);
        for (Duration passed = Duration.ZERO;
                passed.compareTo(TestCaches.LEASE_LONGEST.plus(ROUND)) < 0;
                passed = passed.plus(ROUND)) {
            time.advance(ROUND);
        }
        int renewed = renewals().size();
        time.advance(ROUND);
        assertThat(renewals()).hasSize(renewed);
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void aRenewalThatFailsIsTriedAgainInTheNextRound() {
        keep(KEY);
        store.fail(true);
        time.advance(ROUND);
        store.fail(false);
        time.advance(ROUND);
        assertThat(renewals()).hasSize(2);
    }

    @Test
    void aRoundThatWasDroppedIsStartedByTheNextLoad() {
        List<Runnable> dropped = new ArrayList<>();
        VirtualTime pausing = new VirtualTime() {
            @Override
            public void schedule(Runnable task, Duration delay) {
                dropped.add(task);
            }
        };
        LeaseKeeper ofPausing = new LeaseKeeper(pausing);
        ofPausing.keep(cache, KEY, lease(KEY));
        pausing.advance(ROUND);
        ofPausing.keep(cache, OTHER, lease(OTHER));
        assertThat(dropped).as("the first one may still come").hasSize(1);
        pausing.advance(ROUND.plusMillis(1));
        ofPausing.keep(cache, key("3"), lease(key("3")));
        assertThat(dropped).hasSize(2);
    }

    /** A time source may run scheduled tasks at once while the application stops. */
    @Test
    void aTimeSourceThatRunsEverythingAtOnceIsNoEndlessLoop() {
        VirtualTime stopping = new VirtualTime() {
            @Override
            public void schedule(Runnable task, Duration delay) {
                task.run();
            }
        };
        new LeaseKeeper(stopping).keep(cache, KEY, lease(KEY)).release();
        assertThat(renewals()).isEmpty();
    }

    private LeaseKeeper.Kept keep(CacheKey key) {
        return keeper.keep(cache, key, lease(key));
    }

    private FillPermit lease(CacheKey key) {
        return ((LoadDecision.Granted) cache.strategy().prepareLoad(key)).permit();
    }

    private List<String> renewals() {
        return store.calls().stream()
                .filter(call -> call.startsWith("renewAll"))
                .toList();
    }
}

package io.github.cacheconsistency.internal.annotations;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.internal.read.InitialLookup;
import io.github.cacheconsistency.internal.read.Load;
import io.github.cacheconsistency.internal.read.PersistenceContexts;
import io.github.cacheconsistency.internal.read.ReadPath;
import io.github.cacheconsistency.internal.read.TestCaches;
import io.github.cacheconsistency.internal.read.VirtualTime;
import org.junit.jupiter.api.Test;

/** Unattended lookups: it is not known whether a put follows. */
class ReadStateTest {

    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final GuardedCache cache = TestCaches.lease(store);
    private final VirtualTime time = new VirtualTime();
    private final ReadPath readPath = new ReadPath(
            time,
            TestCaches.loads(1, time),
            any -> false,
            CacheTrust.granted(),
            Runnable::run,
            PersistenceContexts.NONE,
            new CacheConsistencyListener() {});
    private final ReadState thread = new ReadState();

    @Test
    void lookingAgainGivesBackTheFirstLease() {
        lookUp("1");
        lookUp("1");
        assertThat(store.calls()).contains("release 1 ~token-1");
    }

    @Test
    void onlySoManyLeasesAreKeptForPutsThatNeverCome() {
        for (int key = 1; key <= 16; key++) {
            lookUp(Integer.toString(key));
        }
        assertThat(store.calls()).noneMatch(call -> call.startsWith("release"));
        lookUp("17");
        assertThat(store.calls()).filteredOn(call -> call.startsWith("release")).containsExactly("release 1 ~token-1");
        assertThat(thread.takeUnattended(key("1"))).isNull();
        assertThat(thread.takeUnattended(key("2"))).isNotNull();
    }

    private void lookUp(String name) {
        CacheKey key = key(name);
        thread.addUnattended((Load) readPath.beginUnattended(cache, key, InitialLookup.PEEK));
    }
}

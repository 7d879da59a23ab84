package io.github.cacheconsistency.redis;

import static io.github.cacheconsistency.coordination.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.coordination.CacheTrust;
import io.github.cacheconsistency.coordination.FirstLook;
import io.github.cacheconsistency.coordination.GuardedCache;
import io.github.cacheconsistency.coordination.InMemoryCacheStore;
import io.github.cacheconsistency.coordination.Load;
import io.github.cacheconsistency.coordination.PersistenceContexts;
import io.github.cacheconsistency.coordination.ReadPath;
import io.github.cacheconsistency.coordination.TestCaches;
import io.github.cacheconsistency.coordination.VirtualTime;
import org.junit.jupiter.api.Test;

/** Lookups of which nobody knows whether a put will follow. */
class ThreadReadsTest {

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
    private final ThreadReads thread = new ThreadReads();

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
        thread.addUnattended((Load) readPath.beginUnattended(cache, key, FirstLook.PEEK));
    }
}

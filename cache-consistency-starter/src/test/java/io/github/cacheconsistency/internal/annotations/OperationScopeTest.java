package io.github.cacheconsistency.internal.annotations;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.internal.read.Load;
import io.github.cacheconsistency.internal.read.PersistenceContexts;
import io.github.cacheconsistency.internal.read.ReadPath;
import io.github.cacheconsistency.internal.read.TestCaches;
import io.github.cacheconsistency.internal.read.VirtualTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OperationScopeTest {

    private static final CacheKey KEY = key("1");

    private final GuardedCache cache = TestCaches.lease(new InMemoryCacheStore());
    private final VirtualTime time = new VirtualTime();
    private final ReadPath readPath = new ReadPath(
            time,
            TestCaches.loads(1, time),
            any -> false,
            CacheTrust.granted(),
            Runnable::run,
            PersistenceContexts.NONE,
            new CacheConsistencyListener() {});

    @Test
    void aKeyThatIsLookedUpTwiceLeavesNothingBehind() throws Exception {
        OperationScope scope = new OperationScope(() -> true, () -> false);
        scope.add((Load) readPath.begin(cache, KEY));
        scope.add((Load) readPath.begin(cache, KEY));
        scope.close();

        boolean mayFill = CompletableFuture.supplyAsync(() -> {
                    try (Load next = (Load) readPath.begin(cache, KEY)) {
                        return next.mayFill();
                    }
                })
                .get(60, TimeUnit.SECONDS);
        assertThat(mayFill).isTrue();
    }
}

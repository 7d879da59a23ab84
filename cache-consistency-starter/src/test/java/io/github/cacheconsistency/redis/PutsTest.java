package io.github.cacheconsistency.redis;

import static io.github.cacheconsistency.coordination.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyStrategy;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.Mutation;
import io.github.cacheconsistency.build.ProvokedLog;
import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.coordination.CacheTrust;
import io.github.cacheconsistency.coordination.CommittedWrites;
import io.github.cacheconsistency.coordination.GuardedCache;
import io.github.cacheconsistency.coordination.InMemoryCacheStore;
import io.github.cacheconsistency.coordination.Outbox;
import io.github.cacheconsistency.coordination.PendingInvalidations;
import io.github.cacheconsistency.coordination.PersistenceContexts;
import io.github.cacheconsistency.coordination.ReadPath;
import io.github.cacheconsistency.coordination.TestCaches;
import io.github.cacheconsistency.coordination.VirtualTime;
import io.github.cacheconsistency.strategy.BuiltInStrategy;
import io.github.cacheconsistency.transaction.OpenTransactions;
import io.github.cacheconsistency.transaction.TransactionRunner;
import io.github.cacheconsistency.transaction.WritePath;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class PutsTest {

    private static final CacheKey KEY = key("1");

    private final List<Mutation> published = new ArrayList<>();
    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final CacheConsistencyListener listener = new CacheConsistencyListener() {};
    private final PendingInvalidations pending =
            new PendingInvalidations(store, new VirtualTime(), Duration.ofSeconds(1), 10, cache -> KEY, listener);
    private final Reads reads = new Reads();
    private final Puts puts = new Puts(
            store,
            new ReadPath(
                    new VirtualTime(),
                    TestCaches.loads(1, new VirtualTime()),
                    pending::contains,
                    CacheTrust.granted(),
                    Runnable::run,
                    PersistenceContexts.NONE,
                    listener),
            new WritePath(
                    new TransactionRunner(null),
                    new CommittedWrites(store, pending, Outbox.OFF, listener),
                    () -> {},
                    Outbox.OFF,
                    new OpenTransactions()),
            reads);

    /** Whatever a strategy does with new values, the bytes that stand for one must never be among them. */
    @Test
    @ProvokesLog("io.github.cacheconsistency.redis.Puts")
    void aValueThatCannotBeSerializedIsPublishedAsAnInvalidation(ProvokedLog log) {
        byte[] placeholder = "cannot be serialized".getBytes(StandardCharsets.US_ASCII);
        reads.current().setAside(new SetAside(placeholder, "value", new IllegalStateException("no such luck")));

        puts.write(recorded(), KEY, placeholder, null);

        assertThat(published).containsExactly(Mutation.invalidation(KEY));
        assertThat(log).asString().contains("cache 'points'", "cannot be serialized", "no such luck");
    }

    @Test
    void thatAPutWasTakenAsAWriteIsLoggedOncePerCacheWithWhatToDoInstead(CapturedOutput log) {
        puts.write(TestCaches.lease(store), KEY, new byte[] {1}, null);
        puts.write(TestCaches.lease(store), KEY, new byte[] {2}, null);
        assertThat(log.getAll().lines())
                .singleElement()
                .asString()
                .contains("INFO", "put to cache 'points' was taken as a write", "'lease' invalidates", "warmUp");
    }

    @Test
    void aStrategyThatStoresPutsNeedsNoWordAboutIt(CapturedOutput log) {
        puts.write(TestCaches.create(BuiltInStrategy.CACHE_ASIDE, store), KEY, new byte[] {1}, null);
        assertThat(log.getAll()).isEmpty();
        assertThat(store.state(KEY)).isInstanceOf(KeyState.Value.class);
    }

    private GuardedCache recorded() {
        GuardedCache cache = TestCaches.lease(store);
        ConsistencyStrategy strategy = (ConsistencyStrategy) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ConsistencyStrategy.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("afterCommit")) {
                        ((Collection<?>) arguments[0]).forEach(mutation -> published.add((Mutation) mutation));
                    }
                    return method.getReturnType() == boolean.class ? false : null;
                });
        return new GuardedCache(cache.name(), cache.settings(), strategy, cache.timeToLivePolicy());
    }
}

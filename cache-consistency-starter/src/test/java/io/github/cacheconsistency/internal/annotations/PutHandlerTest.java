package io.github.cacheconsistency.internal.annotations;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.build.ProvokedLog;
import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.outbox.Outbox;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.internal.read.PersistenceContexts;
import io.github.cacheconsistency.internal.read.ReadPath;
import io.github.cacheconsistency.internal.read.TestCaches;
import io.github.cacheconsistency.internal.read.VirtualTime;
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.internal.write.InvalidationDispatcher;
import io.github.cacheconsistency.internal.write.OpenTransactions;
import io.github.cacheconsistency.internal.write.PendingInvalidations;
import io.github.cacheconsistency.internal.write.TransactionRunner;
import io.github.cacheconsistency.internal.write.WritePath;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.Mutation;
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
class PutHandlerTest {

    private static final CacheKey KEY = key("1");

    private final List<Mutation> published = new ArrayList<>();
    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final CacheConsistencyListener listener = new CacheConsistencyListener() {};
    private final PendingInvalidations pending =
            new PendingInvalidations(store, new VirtualTime(), Duration.ofSeconds(1), 10, cache -> KEY, listener);
    private final ReadStates reads = new ReadStates();
    private final PutHandler puts = new PutHandler(
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
                    new InvalidationDispatcher(store, pending, Outbox.OFF, listener),
                    () -> {},
                    Outbox.OFF,
                    new OpenTransactions()),
            reads);

    /** The placeholder bytes of an unserializable value must not reach any strategy as a new value. */
    @Test
    @ProvokesLog("io.github.cacheconsistency.internal.annotations.PutHandler")
    void aValueThatCannotBeSerializedIsPublishedAsAnInvalidation(ProvokedLog log) {
        byte[] placeholder = "cannot be serialized".getBytes(StandardCharsets.US_ASCII);
        reads.current()
                .rememberUnserializable(
                        new UnserializableValue(placeholder, "value", new IllegalStateException("no such luck")));

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

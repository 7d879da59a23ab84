package io.github.cacheconsistency.redis;

import static io.github.cacheconsistency.coordination.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyStrategy;
import io.github.cacheconsistency.Mutation;
import io.github.cacheconsistency.coordination.CommittedWrites;
import io.github.cacheconsistency.coordination.GuardedCache;
import io.github.cacheconsistency.coordination.InMemoryCacheStore;
import io.github.cacheconsistency.coordination.Outbox;
import io.github.cacheconsistency.coordination.PendingInvalidations;
import io.github.cacheconsistency.coordination.TestCaches;
import io.github.cacheconsistency.coordination.VirtualTime;
import io.github.cacheconsistency.transaction.TransactionRunner;
import io.github.cacheconsistency.transaction.WritePath;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

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
            new WritePath(
                    new TransactionRunner(null),
                    new CommittedWrites(store, pending, Outbox.OFF, listener),
                    () -> {},
                    Outbox.OFF),
            reads);

    /** Whatever a strategy does with new values, the bytes that stand for one must never be among them. */
    @Test
    void aValueThatCannotBeSerializedIsPublishedAsAnInvalidation() {
        byte[] placeholder = "cannot be serialized".getBytes(StandardCharsets.US_ASCII);
        reads.current().setAside(new SetAside(placeholder, "value", new IllegalStateException("no such luck")));

        puts.write(recorded(), KEY, placeholder, null);

        assertThat(published).containsExactly(Mutation.invalidation(KEY));
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

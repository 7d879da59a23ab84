package io.github.cacheconsistency.internal.write;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.WriteRefusedException;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.outbox.Outbox;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.internal.read.TestCaches;
import io.github.cacheconsistency.internal.read.VirtualTime;
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.Mutation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which methods of a strategy a write calls, and whether before or after the commit. */
class WritePathTest {

    private static final CacheKey KEY = key("1");

    private final List<String> steps = new ArrayList<>();
    private final RecordedTransactions transactions = new RecordedTransactions();
    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final CacheConsistencyListener listener = new CacheConsistencyListener() {};
    private final PendingInvalidations pending = new PendingInvalidations(
            store,
            new VirtualTime(),
            Duration.ofSeconds(1),
            10,
            key -> new CacheKey(key.cacheName(), "*".getBytes(StandardCharsets.UTF_8)),
            listener);
    private final WritePath writes = new WritePath(
            new TransactionRunner(transactions),
            new InvalidationDispatcher(store, pending, Outbox.OFF, listener),
            () -> steps.add("flush"),
            Outbox.OFF,
            new OpenTransactions());
    private boolean invalidatesBeforeCommit;
    private final GuardedCache cache = recorded();

    @Test
    void aStrategyIsCalledOnBothSidesOfTheWriteAndOfItsCommit() {
        writes.update(
                cache,
                KEY,
                () -> {
                    steps.add("UPDATE");
                    return "new";
                },
                value -> Mutation.invalidation(KEY));
        assertThat(steps).containsExactly("beforeWrite", "UPDATE", "COMMIT", "afterCommit");
    }

    /** docs/protocols.md, G3: pending changes of JPA must have locked their rows before the cache is changed. */
    @Test
    void aStrategyThatInvalidatesBeforeTheCommitDoesSoAfterTheFlush() {
        invalidatesBeforeCommit = true;
        writes.update(cache, KEY, () -> "new", value -> Mutation.invalidation(KEY));
        assertThat(steps).containsExactly("beforeWrite", "flush", "invalidate [1]", "COMMIT", "afterCommit");
    }

    /** After the commit the transaction can no longer be refused. */
    @Test
    void aWriteThatRedisDoesNotTakeBeforeTheCommitIsRolledBack() {
        invalidatesBeforeCommit = true;
        store.fail(true);
        assertThatThrownBy(() -> writes.update(cache, KEY, () -> "new", value -> Mutation.invalidation(KEY)))
                .isInstanceOf(WriteRefusedException.class);
        assertThat(steps).contains("ROLLBACK").doesNotContain("COMMIT");
    }

    /** Callbacks of the same order run in the order of registration: this one runs after that of the library. */
    @Test
    void aWriteByALaterCallbackBeforeTheCommitIsInvalidatedBeforeItToo() {
        invalidatesBeforeCommit = true;
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            writes.record(cache, Mutation.invalidation(KEY));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    writes.record(cache, Mutation.invalidation(key("2")));
                }
            });
        });
        assertThat(steps.subList(0, steps.indexOf("COMMIT"))).contains("invalidate [1]", "invalidate [2]");
    }

    /**
     * The first write happens in a callback before the commit, when it is too late to register another such callback.
     */
    @Test
    void aFirstWriteByACallbackBeforeTheCommitIsInvalidatedBeforeIt() {
        invalidatesBeforeCommit = true;
        new TransactionTemplate(transactions)
                .executeWithoutResult(status ->
                        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void beforeCommit(boolean readOnly) {
                                writes.record(cache, Mutation.invalidation(KEY));
                            }
                        }));
        assertThat(steps).startsWith("beforeWrite", "invalidate [1]", "COMMIT");
    }

    @Test
    void aStrategyIsNotCalledAfterARollback() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            writes.record(cache, Mutation.invalidation(KEY));
            status.setRollbackOnly();
        });
        assertThat(steps).containsExactly("beforeWrite", "ROLLBACK");
    }

    /** A JTA transaction manager may receive the outcome from elsewhere. */
    @Test
    void aCommitOfWhichOnlyTheCompletionIsHeardIsPublished() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            writes.record(cache, Mutation.invalidation(KEY));
            List<TransactionSynchronization> callbacks = TransactionSynchronizationManager.getSynchronizations();
            TransactionSynchronizationManager.clearSynchronization();
            callbacks.forEach(callback -> callback.afterCompletion(TransactionSynchronization.STATUS_COMMITTED));
            TransactionSynchronizationManager.initSynchronization();
        });
        assertThat(steps).containsExactly("beforeWrite", "afterCommit", "COMMIT");
    }

    @Test
    void withoutATransactionAWriteIsPublishedAtOnce() {
        writes.record(cache, Mutation.invalidation(KEY));
        assertThat(steps).containsExactly("afterCommit");
    }

    /** There is no commit to wait for, because the database has committed the change already. */
    @Test
    void inAScopeWithoutATransactionAWriteIsPublishedAtOnce() {
        TransactionTemplate supports = new TransactionTemplate(transactions);
        supports.setPropagationBehavior(TransactionDefinition.PROPAGATION_SUPPORTS);
        supports.executeWithoutResult(status -> {
            writes.record(cache, Mutation.invalidation(KEY));
            assertThat(steps).containsExactly("afterCommit");
        });
        assertThat(steps).containsExactly("afterCommit");
    }

    @Test
    void whatIsPutBeforeAClearOfTheSameTransactionDoesNotComeBackAfterIt() {
        GuardedCache aside = TestCaches.create(BuiltInStrategy.CACHE_ASIDE, store);
        KeyState.Value after = value("after");
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            writes.record(aside, Mutation.put(KEY, value("before"), null));
            writes.clear(aside, "points::*".getBytes(StandardCharsets.UTF_8));
            writes.record(aside, Mutation.put(key("2"), after, null));
            assertThat(writes.isDeferred()).isTrue();
        });
        assertThat(writes.isDeferred()).isFalse();
        assertThat(store.state(KEY)).isEqualTo(KeyState.Absent.INSTANCE);
        assertThat(store.state(key("2"))).isSameAs(after);
    }

    private GuardedCache recorded() {
        ConsistencyStrategy strategy = (ConsistencyStrategy) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ConsistencyStrategy.class}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(transactions, arguments);
                    }
                    if (method.getName().equals("invalidatesBeforeCommit")) {
                        return invalidatesBeforeCommit;
                    }
                    steps.add(method.getName());
                    return null;
                });
        GuardedCache any = TestCaches.lease(store);
        return new GuardedCache(any.name(), any.settings(), strategy, any.timeToLivePolicy());
    }

    /** Transactions without a database, but with all callbacks of Spring. */
    private final class RecordedTransactions extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            steps.addAll(store.calls());
            steps.add("COMMIT");
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            steps.add("ROLLBACK");
        }
    }
}

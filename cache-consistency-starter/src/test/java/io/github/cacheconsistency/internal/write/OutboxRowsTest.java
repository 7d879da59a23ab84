package io.github.cacheconsistency.internal.write;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.cache.Invalidation;
import io.github.cacheconsistency.internal.outbox.Outbox;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.internal.read.TestCaches;
import io.github.cacheconsistency.internal.read.VirtualTime;
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.spi.Mutation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** When rows are written, kept, and released for removal, for every outcome of the transaction. */
class OutboxRowsTest {

    private final List<String> steps = new ArrayList<>();
    private final Commits transactions = new Commits();
    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final CacheConsistencyListener listener = new CacheConsistencyListener() {};
    private final RecordedOutbox outbox = new RecordedOutbox();
    private final PendingInvalidations pending =
            new PendingInvalidations(store, new VirtualTime(), Duration.ofSeconds(1), 10, any -> key("*"), listener);
    private final WritePath writes = new WritePath(
            new TransactionRunner(transactions),
            new InvalidationDispatcher(store, pending, outbox, listener),
            () -> {},
            outbox,
            new OpenTransactions());
    private final GuardedCache cache = TestCaches.lease(store);

    @Test
    void aRowIsWrittenBeforeTheCommitAndGivenUpAfterTheInvalidation() {
        update();
        assertThat(steps).containsExactly("row [1]", "COMMIT", "remove [0]");
        assertThat(store.calls()).containsExactly("invalidate [1]");
    }

    @Test
    void aRowWhoseInvalidationFailedIsKept() {
        store.fail(true);
        update();
        assertThat(steps).containsExactly("row [1]", "COMMIT");
        assertThat(pending.contains(key("1"))).isTrue();
    }

    /** The commit may still be in progress, so the direct invalidation may be too early. */
    @Test
    void aRowIsKeptWhenNobodyKnowsWhetherItWasCommitted() {
        transactions.failCommits = true;
        assertThatThrownBy(this::update).isInstanceOf(TransactionSystemException.class);
        assertThat(steps).containsExactly("row [1]");
        assertThat(store.calls()).containsExactly("invalidate [1]");
    }

    @Test
    void aTransactionWhoseRowIsNotTakenIsRolledBack() {
        outbox.failWrites = true;
        assertThatThrownBy(this::update).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(steps).containsExactly("ROLLBACK");
        assertThat(store.calls()).as("nothing was changed").isEmpty();
    }

    @Test
    void aFailedInvalidationWithoutATransactionIsWrittenDownAlone() {
        writes.record(cache, Mutation.invalidation(key("1")));
        assertThat(steps).isEmpty();
        store.fail(true);
        writes.record(cache, Mutation.invalidation(key("1")));
        assertThat(steps).containsExactly("row alone [1]");
    }

    /** Otherwise the relay would remove the value that the application has put. */
    @Test
    void aRowOfAStoredPutIsGivenUpAndThatOfAnUpdateIsLeftToTheRelay() {
        GuardedCache aside = TestCaches.create(BuiltInStrategy.CACHE_ASIDE, store);
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            writes.record(aside, Mutation.put(key("1"), value("put"), null));
            writes.record(aside, Mutation.update(key("2"), value("new"), null));
        });
        assertThat(steps).containsExactly("row [1, 2]", "COMMIT", "remove [0]");
        assertThat(store.calls()).containsExactly("invalidate [2]", "set 1");
    }

    private void update() {
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> writes.record(cache, Mutation.invalidation(key("1"))));
    }

    private final class RecordedOutbox implements Outbox {

        private boolean failWrites;

        @Override
        public boolean isEnabled() {
            return true;
        }

        @Override
        public Map<Invalidation, Long> write(Collection<Invalidation> invalidations) {
            if (failWrites) {
                throw new DataAccessResourceFailureException("The database does not answer");
            }
            steps.add("row " + invalidations.stream().map(Invalidation::key).toList());
            Map<Invalidation, Long> ids = new HashMap<>();
            invalidations.forEach(invalidation -> ids.put(invalidation, (long) ids.size()));
            return ids;
        }

        @Override
        public boolean writeAlone(Collection<Invalidation> invalidations) {
            steps.add(
                    "row alone " + invalidations.stream().map(Invalidation::key).toList());
            return true;
        }

        @Override
        public void remove(Collection<Long> ids) {
            steps.add("remove " + ids);
        }
    }

    /** Transactions without a database, but with all callbacks of Spring. */
    private final class Commits extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        private boolean failCommits;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            if (failCommits) {
                throw new TransactionSystemException("The connection was lost");
            }
            steps.add("COMMIT");
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            steps.add("ROLLBACK");
        }
    }
}

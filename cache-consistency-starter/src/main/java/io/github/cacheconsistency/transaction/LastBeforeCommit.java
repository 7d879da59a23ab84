package io.github.cacheconsistency.transaction;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.coordination.CommittedWrites;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;

/**
 * Changes the cache while the transaction holds its row locks, for strategies that need that. Comes last of all
 * callbacks before the commit, because those may still write.
 *
 * <p>Invariant (guard 3): everything the transaction writes has reached the database before the invalidation. JPA
 * flushes after these callbacks, so it is told to flush here.
 */
final class LastBeforeCommit implements TransactionSynchronization {

    private final WriteSet writes;
    private final FlushBeforeCommit flush;
    private final CommittedWrites cacheWrites;
    private final Set<CacheKey> invalidated = new HashSet<>();

    LastBeforeCommit(WriteSet writes, FlushBeforeCommit flush, CommittedWrites cacheWrites) {
        this.writes = writes;
        this.flush = flush;
        this.cacheWrites = cacheWrites;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    /**
     * Another callback before the commit may have come after this one, or have made the transaction's first change, too
     * late for this one to be called. It is too late to refuse the commit as well. Before a rollback this is needless and
     * does no harm.
     */
    @Override
    public void beforeCompletion() {
        List<CacheKey> keys = outstanding(writes.keysBeforeCommit());
        List<CacheKey> patterns = outstanding(writes.patternsBeforeCommit());
        if (!keys.isEmpty() || !patterns.isEmpty()) {
            cacheWrites.invalidateOrRetry(keys, patterns);
        }
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        List<CacheKey> keys = writes.keysBeforeCommit();
        List<CacheKey> patterns = writes.patternsBeforeCommit();
        if (!keys.isEmpty() || !patterns.isEmpty()) {
            flush.flush();
            cacheWrites.invalidateBeforeCommit(keys, patterns);
            invalidated.addAll(keys);
            invalidated.addAll(patterns);
        }
    }

    private List<CacheKey> outstanding(List<CacheKey> keys) {
        return keys.stream().filter(key -> !invalidated.contains(key)).toList();
    }
}

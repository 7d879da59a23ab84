package io.github.cacheconsistency.internal.write;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.RedisFailurePolicy;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.cache.Invalidation;
import io.github.cacheconsistency.internal.outbox.OutboxRows;
import io.github.cacheconsistency.spi.Mutation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction changed, by cache and key; the last change of a key counts. Used by one thread at a time; what comes
 * from others waits in {@link #inbox()}.
 */
final class WriteSet {

    private final Map<GuardedCache, Map<CacheKey, Mutation>> mutations = new LinkedHashMap<>();
    private final Map<GuardedCache, Set<CacheKey>> clears = new LinkedHashMap<>();
    private final Set<Invalidation> invalidated = new HashSet<>();
    private final Set<Invalidation> needRows = new HashSet<>();
    private final OutboxRows rows = new OutboxRows();
    private final WriteInbox inbox = new WriteInbox();
    /** How often something was added that the end of the transaction has to deal with. */
    private int additions;

    private boolean commitAttempted;
    private boolean finished;

    /** Returns the key that this transaction has not changed before; {@code null} if there is none. */
    @Nullable
    CacheKey add(Write write) {
        if (write.mutation() != null) {
            return add(write.cache(), write.mutation()) ? write.mutation().key() : null;
        }
        if (write.pattern() != null) {
            addClear(write.cache(), write.pattern());
        }
        return null;
    }

    /** Where other threads add to this transaction. */
    WriteInbox inbox() {
        return inbox;
    }

    /** Takes over what other threads have added. Their values may not be committed: their keys are only invalidated. */
    void takeLate() {
        inbox.take().forEach(write -> add(write.withoutValue()));
    }

    private boolean add(GuardedCache cache, Mutation mutation) {
        boolean first =
                mutations.computeIfAbsent(cache, any -> new LinkedHashMap<>()).put(mutation.key(), mutation) == null;
        if (first) {
            additions++;
        }
        return first;
    }

    private void addClear(GuardedCache cache, byte[] pattern) {
        additions++;
        // What was put before the clear must not come back after it.
        mutations.computeIfPresent(cache, (any, changed) -> invalidationsOf(changed));
        clears.computeIfAbsent(cache, any -> new LinkedHashSet<>()).add(new CacheKey(cache.name(), pattern));
    }

    /** Whether this transaction has changed {@code key}, or cleared its cache. */
    boolean contains(CacheKey key) {
        return mutations.values().stream().anyMatch(changed -> changed.containsKey(key))
                || clears.keySet().stream().anyMatch(cache -> cache.name().equals(key.cacheName()));
    }

    /** Grows with every key and every clear: while it stays the same, nothing new is due, and nothing new lacks a row. */
    int additions() {
        return additions;
    }

    /** Whether the transaction is over, so that nothing can be added any more. */
    boolean isFinished() {
        return finished;
    }

    /** Whether the commit was about to be sent, so that a rollback may have come too late. */
    boolean isCommitAttempted() {
        return commitAttempted;
    }

    /** Nothing before the commit has refused it. */
    void commitAttempted() {
        commitAttempted = true;
    }

    /**
     * Forgets all new values, so that the keys will only be invalidated: a part of the transaction was taken back, and
     * nobody knows which of the values it was.
     */
    void distrustValues() {
        mutations.replaceAll((cache, changed) -> invalidationsOf(changed));
    }

    private static Map<CacheKey, Mutation> invalidationsOf(Map<CacheKey, Mutation> changed) {
        changed.replaceAll((key, mutation) -> Mutation.invalidation(key));
        return changed;
    }

    /** What is to be invalidated before the commit and was not tried yet. */
    List<Invalidation> dueBeforeCommit() {
        List<Invalidation> due = invalidations(true);
        due.removeIf(invalidated::contains);
        return due;
    }

    /** Notes that the invalidation before the commit was tried. */
    void invalidated(Collection<Invalidation> tried) {
        invalidated.addAll(tried);
    }

    /** Whether the commit may go on without the invalidations before it. */
    boolean mayDegrade() {
        return changedCaches()
                .filter(WriteSet::isBeforeCommit)
                .allMatch(cache -> cache.settings().onRedisFailure() == RedisFailurePolicy.DEGRADE);
    }

    /** Notes that Redis did not take these before the commit. */
    void needRows(Collection<Invalidation> failed) {
        needRows.addAll(failed);
    }

    /** What must stand in the outbox and does not yet: all that is not invalidated before the commit. */
    List<Invalidation> withoutRow() {
        List<Invalidation> wanted = invalidations(false);
        // Of other caches, whose strategies invalidate before the commit: nothing is in both.
        wanted.addAll(needRows);
        wanted.removeIf(rows::contains);
        return wanted;
    }

    OutboxRows rows() {
        return rows;
    }

    void committed(InvalidationDispatcher writes) {
        finish(writes);
        mutations.forEach((cache, changed) -> writes.apply(cache, changed.values(), rows));
    }

    void outcomeUnknown(InvalidationDispatcher writes) {
        rows.keep();
        finish(writes);
        mutations.forEach((cache, changed) -> writes.applyWithUnknownOutcome(cache, changed.values(), rows));
    }

    /** What other threads have added was applied by them as well, and this transaction has changed nothing. */
    void rolledBack() {
        finished = true;
        inbox.close();
    }

    private void finish(InvalidationDispatcher writes) {
        finished = true;
        inbox.close().forEach(write -> add(write.withoutValue()));
        clears.forEach((cache, patterns) -> patterns.forEach(pattern -> writes.clear(cache, pattern.bytes(), rows)));
    }

    /** Of the caches whose strategy invalidates before the commit, or of the others. */
    private List<Invalidation> invalidations(boolean beforeCommit) {
        List<Invalidation> found = new ArrayList<>();
        mutations.forEach((cache, changed) -> {
            if (isBeforeCommit(cache) == beforeCommit) {
                changed.keySet().forEach(key -> found.add(Invalidation.of(key)));
            }
        });
        clears.forEach((cache, patterns) -> {
            if (isBeforeCommit(cache) == beforeCommit) {
                patterns.forEach(pattern -> found.add(Invalidation.matching(pattern)));
            }
        });
        return found;
    }

    private Stream<GuardedCache> changedCaches() {
        return Stream.concat(mutations.keySet().stream(), clears.keySet().stream());
    }

    private static boolean isBeforeCommit(GuardedCache cache) {
        return cache.strategy().invalidatesBeforeCommit();
    }
}

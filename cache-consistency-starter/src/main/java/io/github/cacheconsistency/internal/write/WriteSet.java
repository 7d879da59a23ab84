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
 * The changes of one transaction, by cache and key; the last change of a key counts. Used by one thread at a time; changes of
 * other threads wait in {@link #inbox()}.
 */
final class WriteSet {

    private final Map<GuardedCache, Map<CacheKey, Mutation>> mutations = new LinkedHashMap<>();
    private final Map<GuardedCache, Set<CacheKey>> clears = new LinkedHashMap<>();
    private final Set<Invalidation> invalidated = new HashSet<>();
    private final Set<Invalidation> needRows = new HashSet<>();
    private final OutboxRows rows = new OutboxRows();
    private final WriteInbox inbox = new WriteInbox();
    /** The number of additions that the end of the transaction has to handle. */
    private int additions;

    private boolean commitAttempted;
    private boolean finished;

    /**
     * Adds a change.
     *
     * @return its key if this transaction changes that key for the first time, otherwise {@code null}
     */
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

    /** Returns the inbox through which other threads add to this transaction. */
    WriteInbox inbox() {
        return inbox;
    }

    /** Adds the changes of other threads. Their values may not be committed, so their keys are only invalidated. */
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
        // Values that were put before the clear must not be stored after it.
        mutations.computeIfPresent(cache, (any, changed) -> invalidationsOf(changed));
        clears.computeIfAbsent(cache, any -> new LinkedHashSet<>()).add(new CacheKey(cache.name(), pattern));
    }

    /** Returns whether this transaction has changed {@code key} or cleared its cache. */
    boolean contains(CacheKey key) {
        return mutations.values().stream().anyMatch(changed -> changed.containsKey(key))
                || clears.keySet().stream().anyMatch(cache -> cache.name().equals(key.cacheName()));
    }

    /**
     * Returns a number that increases with every new key and every clear. While it is unchanged, no further invalidation is due
     * before the commit, and no further row is needed.
     */
    int additions() {
        return additions;
    }

    /** Returns whether the transaction has ended, so that nothing can be added any more. */
    boolean isFinished() {
        return finished;
    }

    /** Returns whether the commit was about to be sent, so that a reported rollback may not have happened. */
    boolean isCommitAttempted() {
        return commitAttempted;
    }

    /** Notes that all steps before the commit have succeeded. */
    void commitAttempted() {
        commitAttempted = true;
    }

    /**
     * Drops all new values, so that the keys are only invalidated: a part of the transaction was rolled back, and it is unknown
     * which of the values belonged to it.
     */
    void distrustValues() {
        mutations.replaceAll((cache, changed) -> invalidationsOf(changed));
    }

    private static Map<CacheKey, Mutation> invalidationsOf(Map<CacheKey, Mutation> changed) {
        changed.replaceAll((key, mutation) -> Mutation.invalidation(key));
        return changed;
    }

    /** Returns the invalidations that are required before the commit and have not been tried yet. */
    List<Invalidation> dueBeforeCommit() {
        List<Invalidation> due = invalidations(true);
        due.removeIf(invalidated::contains);
        return due;
    }

    /** Notes that these invalidations before the commit have been tried. */
    void invalidated(Collection<Invalidation> tried) {
        invalidated.addAll(tried);
    }

    /** Returns whether the commit may proceed if the invalidations before it fail. */
    boolean mayDegrade() {
        return changedCaches()
                .filter(WriteSet::isBeforeCommit)
                .allMatch(cache -> cache.settings().onRedisFailure() == RedisFailurePolicy.DEGRADE);
    }

    /** Notes invalidations that failed before the commit and therefore need a row in the outbox. */
    void needRows(Collection<Invalidation> failed) {
        needRows.addAll(failed);
    }

    /** Returns the invalidations that need a row in the outbox and have none: all that are not done before the commit. */
    List<Invalidation> withoutRow() {
        List<Invalidation> wanted = invalidations(false);
        // These belong to caches whose strategies invalidate before the commit, so there are no duplicates.
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

    /**
     * Ends the set without applying it. The transaction has changed nothing, and other threads have applied their changes
     * themselves.
     */
    void rolledBack() {
        finished = true;
        inbox.close();
    }

    private void finish(InvalidationDispatcher writes) {
        finished = true;
        inbox.close().forEach(write -> add(write.withoutValue()));
        clears.forEach((cache, patterns) -> patterns.forEach(pattern -> writes.clear(cache, pattern.bytes(), rows)));
    }

    /** Returns the invalidations of all caches whose strategies do, or do not, invalidate before the commit. */
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

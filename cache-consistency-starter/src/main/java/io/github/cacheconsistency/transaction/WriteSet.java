package io.github.cacheconsistency.transaction;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.Mutation;
import io.github.cacheconsistency.coordination.CommittedWrites;
import io.github.cacheconsistency.coordination.GuardedCache;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What one transaction changed, by cache and key; the last change of a key counts. Used by one thread. */
final class WriteSet {

    private final Map<GuardedCache, Map<CacheKey, Mutation>> mutations = new LinkedHashMap<>();
    private final Map<GuardedCache, Set<CacheKey>> clears = new LinkedHashMap<>();
    private boolean finished;

    /** Returns whether {@code mutation} is the first of its key. */
    boolean add(GuardedCache cache, Mutation mutation) {
        return mutations.computeIfAbsent(cache, any -> new LinkedHashMap<>()).put(mutation.key(), mutation) == null;
    }

    void addClear(GuardedCache cache, byte[] pattern) {
        clears.computeIfAbsent(cache, any -> new LinkedHashSet<>()).add(new CacheKey(cache.name(), pattern));
    }

    /** Whether this transaction has changed {@code key}, or cleared its cache. */
    boolean contains(CacheKey key) {
        return mutations.values().stream().anyMatch(changed -> changed.containsKey(key))
                || clears.keySet().stream().anyMatch(cache -> cache.name().equals(key.cacheName()));
    }

    /** Whether the transaction is over, so that nothing can be added any more. */
    boolean isFinished() {
        return finished;
    }

    /**
     * Forgets all new values, so that the keys will only be invalidated: a part of the transaction was taken back, and
     * nobody knows which of the values it was.
     */
    void distrustValues() {
        mutations.values().forEach(changed -> changed.replaceAll((key, mutation) -> Mutation.invalidation(key)));
    }

    /** The keys that must be invalidated before the commit. */
    List<CacheKey> keysBeforeCommit() {
        return mutations.entrySet().stream()
                .filter(changed -> changed.getKey().strategy().invalidatesBeforeCommit())
                .flatMap(changed -> changed.getValue().keySet().stream())
                .toList();
    }

    /** The patterns of keys that must be invalidated before the commit. */
    List<CacheKey> patternsBeforeCommit() {
        return clears.entrySet().stream()
                .filter(cleared -> cleared.getKey().strategy().invalidatesBeforeCommit())
                .flatMap(cleared -> cleared.getValue().stream())
                .toList();
    }

    void committed(CommittedWrites writes) {
        finish(writes, writes::apply);
    }

    void outcomeUnknown(CommittedWrites writes) {
        finish(writes, writes::applyWithUnknownOutcome);
    }

    void rolledBack() {
        finished = true;
    }

    private void finish(CommittedWrites writes, BiConsumer<GuardedCache, Collection<Mutation>> apply) {
        finished = true;
        clears.forEach((cache, patterns) -> patterns.forEach(pattern -> writes.clear(cache, pattern.bytes())));
        mutations.forEach((cache, changed) -> apply.accept(cache, changed.values()));
    }
}

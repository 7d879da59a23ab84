package io.github.cacheconsistency.internal.annotations.write;

import io.github.cacheconsistency.internal.cache.CacheRegistry;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.outbox.Outbox;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.cache.interceptor.CacheOperation;

/** Answers what the caches of operations require of a write. Thread-safe. */
final class GuardedWrites {

    private final Supplier<CacheRegistry> caches;
    private final Supplier<Outbox> outbox;

    /**
     * @param caches called with the first use, because this is created before most other beans
     * @param outbox called with the first use
     */
    public GuardedWrites(Supplier<CacheRegistry> caches, Supplier<Outbox> outbox) {
        this.caches = caches;
        this.outbox = outbox;
    }

    /** Returns whether the library is turned on for any of the caches. */
    public boolean areGuarded(Collection<? extends CacheOperation> operations) {
        return any(operations, cache -> cache.settings().enabled());
    }

    /**
     * Returns whether the keys must be known at the commit, because they are invalidated before it or have rows in the outbox.
     */
    public boolean needTransaction(Collection<? extends CacheOperation> operations) {
        return (outbox.get().isEnabled() || caches.get().anyInvalidatesBeforeCommit())
                && any(
                        operations,
                        cache -> outbox.get().isEnabled() && cache.settings().enabled()
                                || cache.strategy().invalidatesBeforeCommit());
    }

    /** Returns whether any of the named caches must be invalidated before the commit. */
    public boolean needInvalidationBeforeCommit(Collection<? extends CacheOperation> operations) {
        return caches.get().anyInvalidatesBeforeCommit()
                && operations.stream()
                        .flatMap(operation -> operation.getCacheNames().stream())
                        .anyMatch(name -> caches.get().get(name).strategy().invalidatesBeforeCommit());
    }

    /** Operations without names match any condition: a {@code CacheResolver} finds their cache during the call. */
    private boolean any(Collection<? extends CacheOperation> operations, Predicate<GuardedCache> condition) {
        return operations.stream()
                .anyMatch(operation -> operation.getCacheNames().isEmpty()
                        || operation.getCacheNames().stream()
                                .anyMatch(name -> condition.test(caches.get().get(name))));
    }
}

package io.github.cacheconsistency.internal.annotations.write;

import io.github.cacheconsistency.internal.cache.CacheRegistry;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.outbox.Outbox;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.cache.interceptor.CacheOperation;

/** What the caches that operations name ask of a write. Thread-safe. */
final class GuardedWrites {

    private final Supplier<CacheRegistry> caches;
    private final Supplier<Outbox> outbox;

    /** The suppliers are asked at the first call only: this is made before most other beans. */
    public GuardedWrites(Supplier<CacheRegistry> caches, Supplier<Outbox> outbox) {
        this.caches = caches;
        this.outbox = outbox;
    }

    /** Whether the library is on for any of the caches. */
    public boolean areGuarded(Collection<? extends CacheOperation> operations) {
        return any(operations, cache -> cache.settings().enabled());
    }

    /** Whether the commit must know the keys: they are invalidated before it, or their rows in the outbox are a part of it. */
    public boolean needTransaction(Collection<? extends CacheOperation> operations) {
        return (outbox.get().isEnabled() || caches.get().anyInvalidatesBeforeCommit())
                && any(
                        operations,
                        cache -> outbox.get().isEnabled() && cache.settings().enabled()
                                || cache.strategy().invalidatesBeforeCommit());
    }

    /** Whether any of the caches, as far as they are named, must be invalidated before the commit. */
    public boolean needInvalidationBeforeCommit(Collection<? extends CacheOperation> operations) {
        return caches.get().anyInvalidatesBeforeCommit()
                && operations.stream()
                        .flatMap(operation -> operation.getCacheNames().stream())
                        .anyMatch(name -> caches.get().get(name).strategy().invalidatesBeforeCommit());
    }

    /** Names are empty where a {@code CacheResolver} finds the cache during the call: it may be any. */
    private boolean any(Collection<? extends CacheOperation> operations, Predicate<GuardedCache> condition) {
        return operations.stream()
                .anyMatch(operation -> operation.getCacheNames().isEmpty()
                        || operation.getCacheNames().stream()
                                .anyMatch(name -> condition.test(caches.get().get(name))));
    }
}

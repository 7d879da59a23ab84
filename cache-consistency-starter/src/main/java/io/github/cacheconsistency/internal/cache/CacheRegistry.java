package io.github.cacheconsistency.internal.cache;

import io.github.cacheconsistency.spi.CacheSettings;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.ConsistencyStrategyProvider;
import io.github.cacheconsistency.spi.DelayedInvalidation;
import io.github.cacheconsistency.spi.LeaseToken;
import io.github.cacheconsistency.spi.MissPredictor;
import io.github.cacheconsistency.spi.RowLockProbe;
import io.github.cacheconsistency.spi.StrategyContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** All guarded caches by name. A cache is created on first use and then kept. Thread-safe. */
public final class CacheRegistry {

    private final Function<String, CacheSettings> settings;
    private final Function<String, ConsistencyStrategyProvider> providers;
    private final CacheStore store;
    private final Supplier<LeaseToken> leaseTokens;
    private final DelayedInvalidation delayedInvalidation;
    private final BiFunction<String, CacheSettings, RowLockProbe> rowLockProbes;
    private final MissPredictor missPredictor;
    private final Consumer<GuardedCache> firstUse;
    private final Map<String, GuardedCache> made = new ConcurrentHashMap<>();

    /** The caches of {@link #made} that have passed {@link FirstUse}. */
    private final Map<String, GuardedCache> caches = new ConcurrentHashMap<>();

    /**
     * @param settings returns the settings for a cache name
     * @param providers returns the provider of the strategy for a cache name; throws if there is none
     * @param rowLockProbes returns the row lock probe for a cache name; throws if there is none
     * @param firstUse called at least once with each cache before its first use; throws to refuse the cache
     */
    public CacheRegistry(
            Function<String, CacheSettings> settings,
            Function<String, ConsistencyStrategyProvider> providers,
            CacheStore store,
            Supplier<LeaseToken> leaseTokens,
            DelayedInvalidation delayedInvalidation,
            BiFunction<String, CacheSettings, RowLockProbe> rowLockProbes,
            MissPredictor missPredictor,
            Consumer<GuardedCache> firstUse) {
        this.settings = settings;
        this.providers = providers;
        this.store = store;
        this.leaseTokens = leaseTokens;
        this.delayedInvalidation = delayedInvalidation;
        this.rowLockProbes = rowLockProbes;
        this.missPredictor = missPredictor;
        this.firstUse = firstUse;
    }

    /**
     * Returns the cache called {@code name}.
     *
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if its configuration cannot work
     */
    public GuardedCache get(String name) {
        GuardedCache known = caches.get(name);
        return known != null ? known : introduce(name);
    }

    private GuardedCache introduce(String name) {
        GuardedCache cache = made.computeIfAbsent(name, this::create);
        // Not inside computeIfAbsent, because this may send commands to Redis.
        firstUse.accept(cache);
        caches.put(name, cache);
        return cache;
    }

    /** Returns the caches that were used so far. */
    public Collection<GuardedCache> known() {
        return List.copyOf(caches.values());
    }

    /** Returns whether the strategy of any cache that was used so far invalidates before the commit. */
    public boolean anyInvalidatesBeforeCommit() {
        return caches.values().stream().anyMatch(cache -> cache.strategy().invalidatesBeforeCommit());
    }

    private GuardedCache create(String name) {
        CacheSettings cacheSettings = settings.apply(name);
        StrategyContext context = new StrategyContext(
                name,
                cacheSettings,
                store,
                leaseTokens,
                delayedInvalidation,
                () -> rowLockProbes.apply(name, cacheSettings),
                missPredictor);
        return new GuardedCache(
                name,
                cacheSettings,
                providers.apply(name).create(context),
                new TimeToLivePolicy(
                        cacheSettings, () -> ThreadLocalRandom.current().nextDouble()));
    }
}

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

/** All caches by name; made on first use, then kept. */
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

    /** Those of {@link #made} that may be used. */
    private final Map<String, GuardedCache> caches = new ConcurrentHashMap<>();

    /**
     * @param settings the settings of a cache by its name
     * @param providers the provider of a cache's strategy by the cache's name; throws if there is none
     * @param rowLockProbes the probe of a cache's rows by the cache's name; throws if there is none
     * @param firstUse is told each cache before it is used, at least once; refuses it by throwing
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
     * The cache called {@code name}.
     *
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if its configuration cannot work
     */
    public GuardedCache get(String name) {
        GuardedCache known = caches.get(name);
        return known != null ? known : introduce(name);
    }

    private GuardedCache introduce(String name) {
        GuardedCache cache = made.computeIfAbsent(name, this::create);
        // Not inside computeIfAbsent: it asks Redis.
        firstUse.accept(cache);
        caches.put(name, cache);
        return cache;
    }

    /** Those that have been asked for by now. */
    public Collection<GuardedCache> known() {
        return List.copyOf(caches.values());
    }

    /** Whether the strategy of any cache that is known by now invalidates before the commit. */
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

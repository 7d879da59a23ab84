package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheSettings;
import io.github.cacheconsistency.CacheStore;
import io.github.cacheconsistency.ConsistencyStrategyProvider;
import io.github.cacheconsistency.DelayedInvalidation;
import io.github.cacheconsistency.LeaseToken;
import io.github.cacheconsistency.RowLockProbe;
import io.github.cacheconsistency.StrategyContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** All caches by name; made on first use, then kept. */
public final class GuardedCaches {

    private final Function<String, CacheSettings> settings;
    private final Function<String, ConsistencyStrategyProvider> providers;
    private final CacheStore store;
    private final Supplier<LeaseToken> leaseTokens;
    private final DelayedInvalidation delayedInvalidation;
    private final BiFunction<String, CacheSettings, RowLockProbe> rowLockProbes;
    private final Map<String, GuardedCache> caches = new ConcurrentHashMap<>();

    /**
     * @param settings the settings of a cache by its name
     * @param providers the provider of a cache's strategy by the cache's name; throws if there is none
     * @param rowLockProbes the probe of a cache's rows by the cache's name; throws if there is none
     */
    public GuardedCaches(
            Function<String, CacheSettings> settings,
            Function<String, ConsistencyStrategyProvider> providers,
            CacheStore store,
            Supplier<LeaseToken> leaseTokens,
            DelayedInvalidation delayedInvalidation,
            BiFunction<String, CacheSettings, RowLockProbe> rowLockProbes) {
        this.settings = settings;
        this.providers = providers;
        this.store = store;
        this.leaseTokens = leaseTokens;
        this.delayedInvalidation = delayedInvalidation;
        this.rowLockProbes = rowLockProbes;
    }

    /**
     * The cache called {@code name}.
     *
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if its configuration cannot work
     */
    public GuardedCache get(String name) {
        GuardedCache known = caches.get(name);
        return known != null ? known : caches.computeIfAbsent(name, this::create);
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
                () -> rowLockProbes.apply(name, cacheSettings));
        return new GuardedCache(
                name,
                cacheSettings,
                providers.apply(name).create(context),
                new TimeToLivePolicy(
                        cacheSettings, () -> ThreadLocalRandom.current().nextDouble()));
    }
}

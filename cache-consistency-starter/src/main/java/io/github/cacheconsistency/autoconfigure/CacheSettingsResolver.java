package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.autoconfigure.CacheConsistencyProperties.Cache;
import io.github.cacheconsistency.spi.CacheSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Merges the global properties with those of single caches. Immutable.
 *
 * <p>The settings of a cache are looked up by its exact name first. Spring Boot removes all characters but letters,
 * digits and dashes from names without brackets, and names in environment variables lose their dashes and upper case.
 * So a name that is not configured exactly is looked up in these two forms as well; otherwise
 * {@code cache-consistency.caches.user_points} would be ignored silently.
 */
final class CacheSettingsResolver {

    private final CacheConsistencyProperties properties;

    CacheSettingsResolver(CacheConsistencyProperties properties) {
        this.properties = properties;
    }

    /** Returns the settings of the cache called {@code cacheName}, with the global defaults applied. */
    CacheSettings settingsFor(String cacheName) {
        Optional<Cache> cache = configuredName(cacheName).flatMap(this::own);
        Duration timeToLive = cache.map(Cache::timeToLive)
                .or(() -> global(properties.timeToLive()))
                .orElse(null);
        Duration nullTimeToLive = merge(cache, Cache::nullTimeToLive, properties.nullTimeToLive());
        return new CacheSettings(
                properties.enabled() && merge(cache, Cache::enabled, true),
                merge(cache, Cache::strategy, properties.strategy()),
                timeToLive,
                shorter(nullTimeToLive, timeToLive),
                merge(cache, Cache::timeToLiveJitter, properties.timeToLiveJitter()),
                merge(cache, own -> own.lease().time(), properties.lease().time()),
                merge(cache, own -> own.lease().longest(), properties.lease().longest()),
                merge(cache, own -> own.lease().waitTime(), properties.lease().waitTime()),
                merge(
                        cache,
                        own -> own.doubleDelete().delay(),
                        properties.doubleDelete().delay()),
                cache.map(Cache::versionProperty)
                        .or(() -> global(properties.versionProperty()))
                        .filter(StringUtils::hasText)
                        .orElse(null),
                merge(cache, Cache::replicaLag, properties.replicaLag()),
                merge(cache, Cache::onRedisFailure, properties.onRedisFailure()),
                cache.map(Cache::row).orElse(null));
    }

    /** Returns the names under {@code cache-consistency.caches}, as written there. */
    Set<String> configuredCacheNames() {
        return properties.caches().keySet();
    }

    /**
     * Whether the library is turned off for the cache with this name, as written under
     * {@code cache-consistency.caches}.
     */
    boolean isTurnedOff(String configuredName) {
        return own(configuredName)
                .map(Cache::enabled)
                .filter(enabled -> !enabled)
                .isPresent();
    }

    /** Returns the complete name of the property that selects the strategy of this cache. */
    String strategyProperty(String cacheName) {
        return configuredName(cacheName)
                .filter(name -> own(name).map(Cache::strategy).isPresent())
                .map(name -> PropertyNames.ofCache(name, "strategy"))
                .orElse(PropertyNames.global("strategy"));
    }

    /** Whether a replica lag is set for this cache itself, not only globally. */
    boolean hasReplicaLag(String cacheName) {
        return configuredName(cacheName)
                .flatMap(this::own)
                .map(Cache::replicaLag)
                .filter(lag -> !lag.isZero())
                .isPresent();
    }

    private Optional<String> configuredName(String cacheName) {
        Map<String, Cache> caches = properties.caches();
        String withoutBrackets = cacheName.replaceAll("[^A-Za-z0-9-]", "");
        String inEnvironment = withoutBrackets.replace("-", "").toLowerCase(Locale.ROOT);
        return Optional.of(cacheName)
                .filter(caches::containsKey)
                .or(() -> Optional.of(withoutBrackets).filter(caches::containsKey))
                .or(() -> Optional.of(inEnvironment).filter(caches::containsKey));
    }

    private Optional<Cache> own(String configuredName) {
        return Optional.ofNullable(properties.caches().get(configuredName));
    }

    private static <T> T merge(Optional<Cache> cache, Function<Cache, @Nullable T> own, T global) {
        return cache.<T>map(own).orElse(global);
    }

    private static <T> Optional<T> global(@Nullable T value) {
        return Optional.ofNullable(value);
    }

    private static Duration shorter(Duration one, @Nullable Duration other) {
        return other == null || one.compareTo(other) <= 0 ? one : other;
    }
}

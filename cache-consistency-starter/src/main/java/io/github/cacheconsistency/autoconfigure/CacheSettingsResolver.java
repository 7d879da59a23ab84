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
 * <p>The settings of a cache are looked up by its exact name first. Spring Boot drops all characters but letters,
 * digits and dashes from names that are not in brackets, and environment variables have neither dashes nor case; so a
 * name that is not configured exactly is looked up in these two forms as well. Otherwise
 * {@code cache-consistency.caches.user_points} would silently mean nothing.
 */
final class CacheSettingsResolver {

    private final CacheConsistencyProperties properties;

    CacheSettingsResolver(CacheConsistencyProperties properties) {
        this.properties = properties;
    }

    /** The settings of the cache called {@code cacheName}, global defaults applied. */
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

    /** The names under {@code cache-consistency.caches}, as written there. */
    Set<String> configuredCacheNames() {
        return properties.caches().keySet();
    }

    /** Whether the cache with this name, as written under {@code cache-consistency.caches}, is turned off there. */
    boolean isTurnedOff(String configuredName) {
        return own(configuredName)
                .map(Cache::enabled)
                .filter(enabled -> !enabled)
                .isPresent();
    }

    /** The complete name of the property that the strategy of this cache comes from. */
    String strategyProperty(String cacheName) {
        return configuredName(cacheName)
                .filter(name -> own(name).map(Cache::strategy).isPresent())
                .map(name -> PropertyNames.ofCache(name, "strategy"))
                .orElse(PropertyNames.global("strategy"));
    }

    /** Whether this cache has a replica lag of its own, and not only that of all caches. */
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

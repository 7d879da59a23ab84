package io.github.cacheconsistency.test;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.autoconfigure.CacheConsistencyProperties;
import io.github.cacheconsistency.internal.cache.CacheRegistry;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.scenario.Safeguard;
import io.github.cacheconsistency.test.scenario.Strategy;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/** Finds the strategy of a cache, on a class path with or without the starter. */
final class StarterStrategies {

    private static final boolean STARTER = ClassUtils.isPresent(
            "io.github.cacheconsistency.ConsistentCaches", StarterStrategies.class.getClassLoader());

    private StarterStrategies() {}

    static Strategy of(ApplicationContext context, String cacheName) {
        return STARTER ? Starter.of(context, cacheName) : Strategy.UNGUARDED;
    }

    /** A separate class, because it needs the starter. */
    private static final class Starter {

        private static boolean leavesTombstones(ApplicationContext context, String cacheName) {
            CacheRegistry caches = context.getBeanProvider(CacheRegistry.class).getIfAvailable();
            return caches != null && !caches.get(cacheName).tombstoneTime().isZero();
        }

        private static Strategy of(ApplicationContext context, String cacheName) {
            ConsistentCaches caches =
                    context.getBeanProvider(ConsistentCaches.class).getIfAvailable();
            if (caches == null) {
                return Strategy.UNGUARDED;
            }
            ConsistencyStrategy strategy;
            try {
                strategy = caches.strategy(cacheName);
            } catch (IllegalStateException turnedOff) {
                return Strategy.UNGUARDED;
            }
            Set<Property> guarantees = Stream.concat(
                            strategy.guarantees().stream().map(guarantee -> Property.valueOf(guarantee.name())),
                            Stream.of(Property.NO_DIRTY))
                    .collect(Collectors.toSet());
            Set<Safeguard> safeguards = safeguards(context.getBean(CacheConsistencyProperties.class));
            if (leavesTombstones(context, cacheName)) {
                safeguards.add(Safeguard.REPLICA_LAG);
            }
            return new Strategy(strategy.name(), guarantees, safeguards);
        }

        private static Set<Safeguard> safeguards(CacheConsistencyProperties properties) {
            Set<Safeguard> safeguards = EnumSet.noneOf(Safeguard.class);
            if (properties.outbox().enabled()) {
                safeguards.add(Safeguard.OUTBOX);
            }
            if (properties.failoverWatch().enabled()) {
                safeguards.add(Safeguard.FAILOVER_WATCH);
            }
            return safeguards;
        }
    }
}

package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.internal.cache.FirstUse;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.lettuce.core.ReadFrom;
import java.util.List;
import java.util.Optional;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Refuses strategies that promise fresh reads if Lettuce reads from Redis replicas, which may lack the latest
 * invalidations.
 */
final class ReplicaReads implements FirstUse {

    private final LettuceConnectionFactory connectionFactory;
    private final List<String> customizers;
    private final ConfigurationProblems problems;

    /**
     * Creates the check.
     *
     * @param customizers names of the beans that may have configured the replicas
     */
    ReplicaReads(LettuceConnectionFactory connectionFactory, List<String> customizers, ConfigurationProblems problems) {
        this.connectionFactory = connectionFactory;
        this.customizers = customizers;
        this.problems = problems;
    }

    /**
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if the strategy of the cache does not
     *     allow reads from replicas
     */
    @Override
    public void of(GuardedCache cache) {
        Optional<ReadFrom> readFrom = connectionFactory.getClientConfiguration().getReadFrom();
        boolean promisesFreshReads = cache.settings().enabled()
                && cache.strategy().guarantees().contains(ConsistencyProperty.NO_STALE_AFTER_ACK);
        if (promisesFreshReads && readFrom.isPresent() && !isPrimary(readFrom.get())) {
            throw problems.readsFromReplicas(
                    cache.name(),
                    cache.strategy().name(),
                    readFrom.get().getClass().getSimpleName(),
                    customizers);
        }
    }

    /** Compares classes, because several constants have the same meaning. */
    private static boolean isPrimary(ReadFrom readFrom) {
        return readFrom.getClass() == ReadFrom.UPSTREAM.getClass();
    }
}

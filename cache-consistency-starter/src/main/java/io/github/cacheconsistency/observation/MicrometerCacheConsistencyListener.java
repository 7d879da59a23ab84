package io.github.cacheconsistency.observation;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events of caches and of the outbox.
 *
 * <p>By cache and outcome: {@code cache.consistency.reads}, {@code cache.consistency.fills} and
 * {@code cache.consistency.invalidations}. By cache: {@code cache.consistency.corrupt.values} and
 * {@code cache.consistency.loads.beyond.limit}. By outcome: {@code cache.consistency.outbox.rows} and
 * {@code cache.consistency.trust}, which counts the decisions of the failover watch. Without tags:
 * {@code cache.consistency.outbox.failures}.
 *
 * <p>All counters of a cache are registered with its first event, so that outcomes that have not occurred are visible
 * as zero. Thread-safe; allocates nothing per event.
 */
public final class MicrometerCacheConsistencyListener implements CacheConsistencyListener {

    private final MeterRegistry registry;
    private final Map<String, CacheCounters> countersByCache = new ConcurrentHashMap<>();
    private final Map<OutboxOutcome, Counter> outboxRows = new ConcurrentHashMap<>();
    private final Counter[] trust;

    /**
     * Creates the listener.
     *
     * @param registry the registry for the counters
     */
    public MicrometerCacheConsistencyListener(MeterRegistry registry) {
        this.registry = registry;
        this.trust = Stream.of(TrustOutcome.values())
                .map(outcome -> Counter.builder("cache.consistency.trust")
                        .description("Losses of the trust in Redis, removals of its entries, and recoveries")
                        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                        .register(registry))
                .toArray(Counter[]::new);
    }

    @Override
    public void onRead(CacheKey key, ReadOutcome outcome) {
        counters(key).reads[outcome.ordinal()].increment();
    }

    @Override
    public void onLoadBeyondLimit(CacheKey key) {
        counters(key).loadsBeyondLimit.increment();
    }

    @Override
    public void onFill(CacheKey key, FillOutcome outcome) {
        counters(key).fills[outcome.ordinal()].increment();
    }

    @Override
    public void onInvalidation(CacheKey key, InvalidationOutcome outcome) {
        counters(key).invalidations[outcome.ordinal()].increment();
    }

    @Override
    public void onCorruptValue(CacheKey key, Exception cause) {
        counters(key).corruptValues.increment();
    }

    @Override
    public void onOutbox(OutboxOutcome outcome, long rows) {
        outboxRows
                .computeIfAbsent(
                        outcome,
                        any -> Counter.builder("cache.consistency.outbox.rows")
                                .description("Rows that left the outbox, or were left to its relay")
                                .tag("outcome", any.name().toLowerCase(Locale.ROOT))
                                .register(registry))
                .increment(rows);
    }

    @Override
    public void onOutboxFailure(Exception cause) {
        Counter.builder("cache.consistency.outbox.failures")
                .description("Runs of the outbox that failed")
                .register(registry)
                .increment();
    }

    @Override
    public void onTrust(TrustOutcome outcome, int caches) {
        trust[outcome.ordinal()].increment();
    }

    private CacheCounters counters(CacheKey key) {
        // A plain get first, because computeIfAbsent would allocate its lambda at every call.
        CacheCounters counters = countersByCache.get(key.cacheName());
        return counters != null
                ? counters
                : countersByCache.computeIfAbsent(key.cacheName(), name -> new CacheCounters(registry, name));
    }

    /** The counters of one cache. Arrays are indexed by the ordinal of the outcome. */
    private static final class CacheCounters {

        private final MeterRegistry registry;
        private final String cacheName;
        private final Counter[] reads;
        private final Counter[] fills;
        private final Counter[] invalidations;
        private final Counter corruptValues;
        private final Counter loadsBeyondLimit;

        CacheCounters(MeterRegistry registry, String cacheName) {
            this.registry = registry;
            this.cacheName = cacheName;
            this.reads = byOutcome("cache.consistency.reads", "Lookups in the cache", ReadOutcome.values());
            this.fills =
                    byOutcome("cache.consistency.fills", "Loaded values offered to the cache", FillOutcome.values());
            this.invalidations = byOutcome(
                    "cache.consistency.invalidations", "Invalidations after writes", InvalidationOutcome.values());
            this.corruptValues =
                    register("cache.consistency.corrupt.values", "Cached bytes that could not be read", null);
            this.loadsBeyondLimit = register(
                    "cache.consistency.loads.beyond.limit", "Loads that found no turn in time and went on", null);
        }

        private Counter[] byOutcome(String name, String description, Enum<?>[] outcomes) {
            return Stream.of(outcomes)
                    .map(outcome -> register(name, description, outcome))
                    .toArray(Counter[]::new);
        }

        private Counter register(String name, String description, @Nullable Enum<?> outcome) {
            Counter.Builder counter =
                    Counter.builder(name).description(description).tag("cache", cacheName);
            if (outcome != null) {
                counter.tag("outcome", outcome.name().toLowerCase(Locale.ROOT));
            }
            return counter.register(registry);
        }
    }
}

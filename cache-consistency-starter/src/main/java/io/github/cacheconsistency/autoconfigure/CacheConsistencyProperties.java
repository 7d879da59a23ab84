package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.RedisFailurePolicy;
import io.github.cacheconsistency.internal.load.LoadLimiter.WhenFull;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * The properties under {@code cache-consistency}. A duration without a unit is in milliseconds, as everywhere in Spring
 * Boot. An instance is always valid: the constructor throws
 * {@link io.github.cacheconsistency.InvalidStrategyConfigurationException} with everything that is wrong at once. What
 * belongs to something that is turned off is not looked at.
 *
 * <p>The name of a cache is written in brackets if it holds anything but letters, digits and dashes:
 * {@code cache-consistency.caches[user.points].strategy}; in YAML the brackets stand in quotes: {@code "[user.points]":}.
 *
 * @param enabled Whether the library guards caches at all. If false, no cache is guarded, whatever its own settings say.
 * @param strategy Name of the strategy that keeps caches consistent with the database.
 * @param timeToLive Time-to-live of cached values. Left to spring.cache.redis.time-to-live unless set.
 * @param nullTimeToLive Time-to-live of cached nulls. Shortened to that of values if it is longer.
 * @param timeToLiveJitter Fraction, 0 to 1, by which a time-to-live may be shortened at random, so that entries written
 *     together do not expire together.
 * @param lease settings of leases
 * @param doubleDelete settings of the delayed second delete
 * @param versionProperty Property of cached values that holds the version of their row. Required by versioned-write.
 * @param replicaLag How long a load may come from a database replica that does not know a write yet. 0 if loads come from
 *     the primary.
 * @param onRedisFailure What becomes of a write whose invalidation Redis does not take before the commit. Only
 *     for strategies that invalidate before it, such as row-lock-lease. degrade needs the outbox.
 * @param load settings of loads from the database
 * @param redis settings of calls to Redis
 * @param invalidationRetry settings of the repetition of failed invalidations
 * @param outbox settings of the outbox
 * @param failoverWatch settings of the failover watch
 * @param transactionManager Name of the PlatformTransactionManager bean that guards the cached rows. Required if there
 *     are several.
 * @param unguardedCacheManagers Names of RedisCacheManager beans whose caches are left unguarded.
 * @param caches Settings of single caches by cache name. What is not set there is taken from the global properties. Put
 *     names with other characters than letters, digits and dashes in brackets.
 */
@ConfigurationProperties(CacheConsistencyProperties.PREFIX)
public record CacheConsistencyProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("lease") String strategy,
        @Nullable Duration timeToLive,
        @DefaultValue("60s") Duration nullTimeToLive,
        @DefaultValue("0") double timeToLiveJitter,
        @DefaultValue Lease lease,
        @DefaultValue DoubleDelete doubleDelete,
        @Nullable String versionProperty,
        @DefaultValue("0ms") Duration replicaLag,
        @DefaultValue("fail-write") RedisFailurePolicy onRedisFailure,
        @DefaultValue Load load,
        @DefaultValue Redis redis,
        @DefaultValue InvalidationRetry invalidationRetry,
        @DefaultValue Outbox outbox,
        @DefaultValue FailoverWatch failoverWatch,
        @Nullable String transactionManager,
        @DefaultValue List<String> unguardedCacheManagers,
        @DefaultValue Map<String, Cache> caches) {

    /** What all properties start with. */
    public static final String PREFIX = "cache-consistency";

    public CacheConsistencyProperties {
        unguardedCacheManagers = List.copyOf(unguardedCacheManagers);
        caches = Collections.unmodifiableMap(new LinkedHashMap<>(caches));
        PropertyChecks checks = new PropertyChecks(PREFIX);
        checks.positive("time-to-live", timeToLive);
        checks.positive("null-time-to-live", nullTimeToLive);
        checks.fraction("time-to-live-jitter", timeToLiveJitter);
        checks.positive("lease.time", lease.time());
        checks.positive("lease.longest", lease.longest());
        checks.zeroOrPositive("lease.wait", lease.waitTime());
        checks.positive("double-delete.delay", doubleDelete.delay());
        checks.zeroOrPositive("replica-lag", replicaLag);
        checkDegrade(checks, onRedisFailure, outbox);
        checks.atLeast("load.max-concurrent", load.maxConcurrent(), 1);
        checks.zeroOrPositive("load.max-wait", load.maxWait());
        redis.check(checks.within("redis"));
        checks.positive("invalidation-retry.interval", invalidationRetry.interval());
        checks.atLeast("invalidation-retry.max-keys", invalidationRetry.maxKeys(), 1);
        outbox.check(checks.within("outbox"));
        if (failoverWatch.enabled()) {
            checks.positive("failover-watch.interval", failoverWatch.interval());
        }
        caches.forEach((name, cache) -> cache.check(checks.within(PropertyNames.cache(name)), outbox));
        if (enabled) {
            checks.throwIfAnyFailed();
        }
    }

    private static void checkDegrade(PropertyChecks checks, @Nullable RedisFailurePolicy policy, Outbox outbox) {
        if (policy == RedisFailurePolicy.DEGRADE) {
            checks.needs("on-redis-failure", "degrade", outbox.enabled(), PropertyNames.global("outbox.enabled"));
        }
    }

    /**
     * Leases, of the strategies that take one.
     *
     * @param time How long a lease stands that is not renewed, because its holder has died. A load that takes longer
     *     renews its lease every third of this time.
     * @param longest How long a lease is renewed at most. A load that takes longer is returned but not cached.
     * @param waitTime How long a reader waits for another reader's load before it reads the database itself. 0 does not
     *     wait.
     */
    public record Lease(
            @DefaultValue("3s") Duration time,
            @DefaultValue("60s") Duration longest,
            @Name("wait") @DefaultValue("30s") Duration waitTime) {}

    /**
     * The delayed second delete.
     *
     * @param delay When delayed-double-delete deletes for the last time, after the commit.
     */
    public record DoubleDelete(@DefaultValue("500ms") Duration delay) {}

    /**
     * Loads from the database.
     *
     * @param maxConcurrent How many loads of one cache may run at the same time on this node. Keep it below the size of the
     *     connection pool.
     * @param maxWait How long a load waits for its turn. 0 does not wait.
     * @param whenFull What becomes of a load that found no turn by then.
     */
    public record Load(
            @DefaultValue("8") int maxConcurrent,
            @DefaultValue("1s") Duration maxWait,
            @DefaultValue("proceed") WhenFull whenFull) {}

    /**
     * Calls to Redis.
     *
     * @param connectionFactory Name of the RedisConnectionFactory bean of the guarded caches. Required if there are
     *     several and none is primary.
     * @param commandTimeout How long a Redis command may take. Applies unless spring.data.redis.timeout is set.
     * @param replicasToAck How many Redis replicas must have an invalidation before the write goes on. 0 does not wait for
     *     them.
     * @param replicaTimeout How long to wait for these replicas before the invalidation counts as failed.
     * @param scanLimit In a Redis with at most so many keys, clear() looks at all of them; in a larger one, at an index.
     * @param coalescing settings of reads that share a command
     * @param circuitBreaker when to stop calling a Redis that fails
     */
    public record Redis(
            @Nullable String connectionFactory,
            @DefaultValue("2s") Duration commandTimeout,
            @DefaultValue("0") int replicasToAck,
            @DefaultValue("500ms") Duration replicaTimeout,
            @DefaultValue("10000") int scanLimit,
            @DefaultValue Coalescing coalescing,
            @DefaultValue CircuitBreaker circuitBreaker) {

        private void check(PropertyChecks checks) {
            checks.positive("command-timeout", commandTimeout);
            checks.atLeast("replicas-to-ack", replicasToAck, 0);
            checks.atLeast("scan-limit", scanLimit, 0);
            if (replicasToAck > 0) {
                checks.positive("replica-timeout", replicaTimeout);
            }
            if (circuitBreaker.enabled()) {
                circuitBreaker.check(checks.within("circuit-breaker"));
            }
        }
    }

    /**
     * Reads of several threads at the same time that share a command.
     *
     * @param enabled Whether lookups that several threads send at the same moment go as one MGET, on a connection of their
     *     own. A lookup alone is a GET, sent at once. Only with Lettuce, and neither on a cluster nor with ReadFrom.
     */
    public record Coalescing(@DefaultValue("true") boolean enabled) {}

    /**
     * When to stop calling a Redis that fails, so that reads go to the database at once.
     *
     * @param enabled Whether reads stop calling a Redis that fails.
     * @param failureRateThreshold Percentage of failed calls, above 0 and up to 100, from which Redis is left alone.
     * @param slowCallDuration Calls that take longer are slow.
     * @param slowCallRateThreshold Percentage of slow calls, above 0 and up to 100, from which Redis is left alone.
     * @param slidingWindowSize How many of the last calls the percentages are taken from.
     * @param minimumNumberOfCalls How many calls must have been made before the percentages count. At most the sliding
     *     window size.
     * @param openDuration How long Redis is left alone before it is tried again.
     */
    public record CircuitBreaker(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("50") float failureRateThreshold,
            @DefaultValue("250ms") Duration slowCallDuration,
            @DefaultValue("80") float slowCallRateThreshold,
            @DefaultValue("20") int slidingWindowSize,
            @DefaultValue("10") int minimumNumberOfCalls,
            @DefaultValue("1s") Duration openDuration) {

        private void check(PropertyChecks checks) {
            checks.percentage("failure-rate-threshold", failureRateThreshold);
            checks.positive("slow-call-duration", slowCallDuration);
            checks.percentage("slow-call-rate-threshold", slowCallRateThreshold);
            checks.atLeast("sliding-window-size", slidingWindowSize, 1);
            checks.atLeast("minimum-number-of-calls", minimumNumberOfCalls, 1);
            checks.atMost("minimum-number-of-calls", minimumNumberOfCalls, "sliding-window-size", slidingWindowSize);
            checks.positive("open-duration", openDuration);
        }
    }

    /**
     * The repetition of invalidations that failed.
     *
     * @param interval How long to wait before a failed invalidation is tried again.
     * @param maxKeys How many keys whose invalidation failed are remembered on this node.
     */
    public record InvalidationRetry(
            @DefaultValue("100ms") Duration interval,
            @DefaultValue("10000") int maxKeys) {}

    /**
     * The outbox: invalidations that are part of the transaction, so that no crash and no Redis failure loses one.
     *
     * @param enabled Whether the keys that a transaction changes are written to a table in that transaction, and
     *     invalidated from there if nothing else did.
     * @param initializeSchema Whether to create the table at start-up.
     * @param table Name of the table, with or without its schema.
     * @param interval How often the table is looked through.
     * @param minimumAge How old a row must be before it is relayed: normally its writer invalidates by itself and removes
     *     it.
     * @param batchSize How many rows are relayed or removed at once.
     * @param maxWaitingRemovals How many rows may wait for their removal. Beyond that they are left to the relay.
     */
    public record Outbox(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("embedded") DatabaseInitializationMode initializeSchema,
            @DefaultValue("cache_consistency_outbox") String table,
            @DefaultValue("100ms") Duration interval,
            @DefaultValue("200ms") Duration minimumAge,
            @DefaultValue("500") int batchSize,
            @DefaultValue("10000") int maxWaitingRemovals) {

        private void check(PropertyChecks checks) {
            if (!enabled) {
                return;
            }
            checks.tableName("table", table);
            checks.positive("interval", interval);
            checks.zeroOrPositive("minimum-age", minimumAge);
            checks.atLeast("batch-size", batchSize, 1);
            checks.atLeast("max-waiting-removals", maxWaitingRemovals, 1);
        }
    }

    /**
     * The watch for a Redis that was restarted or failed over and may hold old entries again.
     *
     * @param enabled Whether entries are distrusted and removed after a restart or failover of Redis.
     * @param interval How often Redis is asked who it is, beside every time a connection to it was lost.
     */
    public record FailoverWatch(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1s") Duration interval) {}

    /**
     * The settings of one cache; what is {@code null} is taken from the global property of the same name.
     *
     * @param enabled Whether the library guards this cache. True by default.
     * @param strategy Name of the strategy that keeps this cache consistent with the database.
     * @param timeToLive Time-to-live of this cache's values.
     * @param nullTimeToLive Time-to-live of this cache's nulls. Shortened to that of values if it is longer.
     * @param timeToLiveJitter Fraction, 0 to 1, by which a time-to-live may be shortened at random.
     * @param lease settings of this cache's leases
     * @param doubleDelete settings of this cache's delayed second delete
     * @param versionProperty Property of this cache's values that holds the version of their row. Empty if there is none.
     * @param replicaLag How long a load of this cache may come from a database replica that does not know a write yet.
     * @param onRedisFailure What becomes of a write to this cache whose invalidation Redis does not take before the commit.
     * @param row Table and indexed column that the key of this cache addresses, such as user_points.user_id. Required by
     *     row-lock-lease, unless a ProbedRows bean names the rows.
     */
    public record Cache(
            @Nullable Boolean enabled,
            @Nullable String strategy,
            @Nullable Duration timeToLive,
            @Nullable Duration nullTimeToLive,
            @Nullable Double timeToLiveJitter,
            @DefaultValue CacheLease lease,
            @DefaultValue CacheDoubleDelete doubleDelete,
            @Nullable String versionProperty,
            @Nullable Duration replicaLag,
            @Nullable RedisFailurePolicy onRedisFailure,
            @Nullable String row) {

        private void check(PropertyChecks checks, Outbox outbox) {
            if (Boolean.FALSE.equals(enabled)) {
                return;
            }
            checkDegrade(checks, onRedisFailure, outbox);
            checks.positive("time-to-live", timeToLive);
            checks.positive("null-time-to-live", nullTimeToLive);
            checks.fraction("time-to-live-jitter", timeToLiveJitter);
            checks.positive("lease.time", lease.time());
            checks.positive("lease.longest", lease.longest());
            checks.zeroOrPositive("lease.wait", lease.waitTime());
            checks.positive("double-delete.delay", doubleDelete.delay());
            checks.zeroOrPositive("replica-lag", replicaLag);
        }
    }

    /**
     * Leases of one cache.
     *
     * @param time How long a lease of this cache stands that is not renewed.
     * @param longest How long a lease of this cache is renewed at most.
     * @param waitTime How long a reader of this cache waits for another reader's load before it reads the database itself.
     */
    public record CacheLease(
            @Nullable Duration time,
            @Nullable Duration longest,
            @Name("wait") @Nullable Duration waitTime) {}

    /**
     * The delayed second delete of one cache.
     *
     * @param delay When delayed-double-delete deletes for the last time in this cache, after the commit.
     */
    public record CacheDoubleDelete(@Nullable Duration delay) {}
}

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
 * Boot. An instance is always valid: the constructor throws an {@link
 * io.github.cacheconsistency.InvalidStrategyConfigurationException} that lists all invalid values. Properties of a
 * feature that is turned off are not validated.
 *
 * <p>If the name of a cache contains anything but letters, digits and dashes, it is written in brackets:
 * {@code cache-consistency.caches[user.points].strategy}; in YAML the brackets are quoted: {@code "[user.points]":}.
 *
 * @param enabled Whether the library guards caches. If false, no cache is guarded, whatever the settings of a cache
 *     say.
 * @param strategy Name of the strategy that keeps caches consistent with the database.
 * @param timeToLive Time-to-live of cached values. If it is not set, spring.cache.redis.time-to-live applies.
 * @param nullTimeToLive Time-to-live of cached nulls. Never longer than that of values.
 * @param timeToLiveJitter Fraction, 0 to 1, by which a time-to-live may be shortened at random, so that entries written
 *     together do not expire together.
 * @param lease settings of leases
 * @param doubleDelete settings of the delayed second delete
 * @param versionProperty Property of cached values that holds the version of their row. Required by versioned-write.
 * @param replicaLag How far the database replica that loads read from may be behind. 0 if loads read the primary.
 * @param onRedisFailure What happens to a write if Redis fails on its invalidation before the commit. Only for
 *     strategies that invalidate before the commit, such as row-lock-lease. degrade requires the outbox.
 * @param load settings of loads from the database
 * @param redis settings of calls to Redis
 * @param invalidationRetry settings of retries of failed invalidations
 * @param outbox settings of the outbox
 * @param failoverWatch settings of the failover watch
 * @param transactionManager Name of the PlatformTransactionManager bean of the cached rows. Required if there are
 *     several and none is primary.
 * @param unguardedCacheManagers Names of RedisCacheManager beans whose caches are not guarded.
 * @param caches Settings of single caches by cache name. A setting that is missing there is taken from the global
 *     property. Put names with characters other than letters, digits and dashes in brackets.
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

    /** The prefix of all properties. */
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
     * Settings of leases, for the strategies that use them.
     *
     * @param time How long a lease lives without renewal, which ends the lease of a dead holder. A load that takes
     *     longer than a third of this time renews its lease.
     * @param longest How long a lease is renewed at most. The value of a longer load is returned but not cached.
     * @param waitTime How long a reader waits for the load of another reader before it reads the database itself. 0
     *     does not wait.
     */
    public record Lease(
            @DefaultValue("3s") Duration time,
            @DefaultValue("60s") Duration longest,
            @Name("wait") @DefaultValue("30s") Duration waitTime) {}

    /**
     * Settings of the delayed second delete.
     *
     * @param delay Time from the commit to the last delete of delayed-double-delete.
     */
    public record DoubleDelete(@DefaultValue("500ms") Duration delay) {}

    /**
     * Settings of loads from the database.
     *
     * @param maxConcurrent How many loads of one cache may run at the same time on this node. Keep it below the size of
     *     the connection pool.
     * @param maxWait How long a load waits for a permit. 0 does not wait.
     * @param whenFull What a load does that got no permit within that time.
     */
    public record Load(
            @DefaultValue("8") int maxConcurrent,
            @DefaultValue("1s") Duration maxWait,
            @DefaultValue("proceed") WhenFull whenFull) {}

    /**
     * Settings of calls to Redis.
     *
     * @param connectionFactory Name of the RedisConnectionFactory bean of the guarded caches. Required if there are
     *     several and none is primary.
     * @param commandTimeout How long a Redis command may take. Not applied if spring.data.redis.timeout is set.
     * @param replicasToAck How many Redis replicas must have an invalidation before the write continues. 0 does not
     *     wait for replicas.
     * @param replicaTimeout How long to wait for these replicas before the invalidation counts as failed.
     * @param scanLimit In a Redis with up to this many keys, clear() scans all keys. In a larger one it uses an index.
     * @param coalescing settings of lookups that share a command
     * @param circuitBreaker settings of the circuit breaker for reads
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
     * Settings of lookups of several threads that share a command.
     *
     * @param enabled Whether concurrent lookups share an MGET, on a connection of their own. A single lookup is a GET,
     *     sent at once. Only with Lettuce, and neither on a cluster nor with ReadFrom.
     */
    public record Coalescing(@DefaultValue("true") boolean enabled) {}

    /**
     * Settings of the circuit breaker, which lets reads use the database at once while Redis fails or is slow.
     *
     * @param enabled Whether reads stop calling a Redis that fails or is slow.
     * @param failureRateThreshold Percentage of failed calls, above 0 and up to 100, at which the circuit breaker
     *     opens.
     * @param slowCallDuration Calls that take longer are slow.
     * @param slowCallRateThreshold Percentage of slow calls, above 0 and up to 100, at which the circuit breaker opens.
     * @param slidingWindowSize Number of most recent calls that the percentages are calculated from.
     * @param minimumNumberOfCalls Number of calls that are required before the percentages count. At most the sliding
     *     window size.
     * @param openDuration How long the circuit breaker stays open before trial calls.
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
     * Settings of retries of failed invalidations.
     *
     * @param interval How long to wait before a failed invalidation is retried.
     * @param maxKeys How many keys with a failed invalidation this node remembers. Beyond that, all keys of the
     *     affected caches are removed instead.
     */
    public record InvalidationRetry(
            @DefaultValue("100ms") Duration interval,
            @DefaultValue("10000") int maxKeys) {}

    /**
     * Settings of the outbox. Its rows make invalidations part of the transaction, so that neither a crash nor a
     * failure of Redis loses one.
     *
     * @param enabled Whether a transaction writes the keys that it changes to a table, from which they are invalidated
     *     if the direct invalidation did not happen.
     * @param initializeSchema Whether to create the table at start-up.
     * @param table Name of the table, with or without its schema.
     * @param interval How often the relay looks for rows.
     * @param minimumAge How old a row must be before it is relayed. Usually its writer invalidates directly and removes
     *     it before that.
     * @param batchSize How many rows are relayed or removed at once.
     * @param maxWaitingRemovals How many rows may wait for their removal. Further rows are left to the relay.
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
     * Settings of the failover watch, which detects that Redis was restarted or failed over and may hold old entries
     * again.
     *
     * @param enabled Whether entries are distrusted and removed after a restart or failover of Redis.
     * @param interval How often the identity of Redis is checked, in addition to every lost connection.
     */
    public record FailoverWatch(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1s") Duration interval) {}

    /**
     * The settings of one cache. A setting that is {@code null} is taken from the global property of the same name.
     *
     * @param enabled Whether the library guards this cache. True by default.
     * @param strategy Name of the strategy that keeps this cache consistent with the database.
     * @param timeToLive Time-to-live of the values of this cache.
     * @param nullTimeToLive Time-to-live of the nulls of this cache. Never longer than that of its values.
     * @param timeToLiveJitter Fraction, 0 to 1, by which a time-to-live may be shortened at random.
     * @param lease settings of the leases of this cache
     * @param doubleDelete settings of the delayed second delete of this cache
     * @param versionProperty Property of the values of this cache that holds the version of their row. Empty if there
     *     is none.
     * @param replicaLag How far the database replica that loads of this cache read from may be behind.
     * @param onRedisFailure What happens to a write to this cache if Redis fails on its invalidation before the commit.
     * @param row Table and indexed column that the key of this cache addresses, such as user_points.user_id. Required
     *     by row-lock-lease, unless a ProbedRows bean names the rows.
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
     * Settings of the leases of one cache.
     *
     * @param time How long a lease of this cache lives without renewal.
     * @param longest How long a lease of this cache is renewed at most.
     * @param waitTime How long a reader of this cache waits for the load of another reader before it reads the database
     *     itself.
     */
    public record CacheLease(
            @Nullable Duration time,
            @Nullable Duration longest,
            @Name("wait") @Nullable Duration waitTime) {}

    /**
     * Settings of the delayed second delete of one cache.
     *
     * @param delay Time from the commit to the last delete of delayed-double-delete in this cache.
     */
    public record CacheDoubleDelete(@Nullable Duration delay) {}
}

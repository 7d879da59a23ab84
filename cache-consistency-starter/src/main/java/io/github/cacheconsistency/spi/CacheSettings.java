package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.RedisFailurePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one cache, with the global defaults applied. Redis rounds durations to milliseconds.
 *
 * @param enabled whether the library guards this cache; if not, Spring Data Redis handles it without the library
 * @param strategy the name of the strategy
 * @param timeToLive the time-to-live of values; {@code null} means that {@code spring.cache.redis.time-to-live} applies
 * @param nullTimeToLive the time-to-live of cached nulls, never longer than that of values
 * @param timeToLiveJitter the fraction, 0 to 1, by which a time-to-live may be shortened at random
 * @param leaseTime how long a lease lives without renewal
 * @param leaseLongest how long a lease is renewed at most while its load is running
 * @param leaseWait how long a reader waits for the load of another reader before it reads the database itself
 * @param doubleDeleteDelay the time from the commit to the last delete of {@code delayed-double-delete}
 * @param versionProperty the property of cached values that holds their version, or {@code null} if there is none
 * @param replicaLag how far the database replica that loads read from may be behind; zero if loads read the primary
 * @param onRedisFailure what happens to a write if Redis fails on its invalidation before the commit
 * @param row the {@code table.column} that the key addresses, for {@code row-lock-lease}, or {@code null}
 */
public record CacheSettings(
        boolean enabled,
        String strategy,
        @Nullable Duration timeToLive,
        Duration nullTimeToLive,
        double timeToLiveJitter,
        Duration leaseTime,
        Duration leaseLongest,
        Duration leaseWait,
        Duration doubleDeleteDelay,
        @Nullable String versionProperty,
        Duration replicaLag,
        RedisFailurePolicy onRedisFailure,
        @Nullable String row) {}

package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.RedisFailurePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one cache, global defaults applied. The units of all times are those of {@link Duration}; Redis
 * rounds them to milliseconds.
 *
 * @param enabled whether the library guards this cache; otherwise Spring Data Redis handles it as it always did
 * @param strategy name of the strategy
 * @param timeToLive time-to-live of values; {@code null} leaves it to {@code spring.cache.redis.time-to-live}
 * @param nullTimeToLive time-to-live of cached nulls, never longer than that of values
 * @param timeToLiveJitter by which fraction (0 to 1) a time-to-live may be shortened at random
 * @param leaseTime how long a lease stands that is not renewed: because its holder died, or its load takes too long
 * @param leaseLongest how long a lease is renewed at most, while its load is under way
 * @param leaseWait how long a reader waits for another reader's load before it reads the database itself
 * @param doubleDeleteDelay when {@code delayed-double-delete} deletes for the last time
 * @param versionProperty the property of cached values that holds their version, or {@code null} if there is none
 * @param replicaLag how long loads may come from a database replica that does not know a write yet; zero if they come
 *     from the primary
 * @param onRedisFailure what becomes of a write whose invalidation Redis does not take before the commit
 * @param row {@code table.column} that the key addresses, for {@code row-lock-lease}, or {@code null}
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

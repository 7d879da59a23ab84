package io.github.cacheconsistency.internal.cache;

import io.github.cacheconsistency.spi.CacheSettings;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Computes the time-to-live of entries. Jitter only shortens it, so that the configured time-to-live stays an upper bound. */
public final class TimeToLivePolicy {

    private final @Nullable Duration timeToLive;
    private final Duration nullTimeToLive;
    private final double jitter;
    private final DoubleSupplier random;

    /**
     * @param random returns numbers from 0 (inclusive) to 1 (exclusive)
     */
    public TimeToLivePolicy(CacheSettings settings, DoubleSupplier random) {
        this.timeToLive = settings.timeToLive();
        this.nullTimeToLive = settings.nullTimeToLive();
        this.jitter = settings.timeToLiveJitter();
        this.random = random;
    }

    /**
     * Returns the time-to-live of a new entry.
     *
     * @param requested the time-to-live of {@code spring.cache.redis.time-to-live} or of the cache's own configuration;
     *     {@code null}, zero or negative for an entry that does not expire
     * @param nullValue whether the entry is a cached {@code null}
     * @return at least one millisecond, or {@code null} for an entry that does not expire
     */
    public @Nullable Duration timeToLive(@Nullable Duration requested, boolean nullValue) {
        Duration base = timeToLive != null ? timeToLive : positiveOrNull(requested);
        if (nullValue && (base == null || base.compareTo(nullTimeToLive) > 0)) {
            base = nullTimeToLive;
        }
        return base == null || jitter == 0 ? base : shortened(base);
    }

    private Duration shortened(Duration base) {
        long milliseconds = Math.round(base.toMillis() * (1 - jitter * random.getAsDouble()));
        return Duration.ofMillis(Math.max(1, milliseconds));
    }

    private static @Nullable Duration positiveOrNull(@Nullable Duration duration) {
        return duration == null || duration.isZero() || duration.isNegative() ? null : duration;
    }
}

package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.RedisFailurePolicy;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.cache.TimeToLivePolicy;
import io.github.cacheconsistency.internal.load.LeaseKeeper;
import io.github.cacheconsistency.internal.load.LoadLimiter;
import io.github.cacheconsistency.internal.load.LoadsUnderWay;
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.spi.CacheSettings;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.LeaseToken;
import io.github.cacheconsistency.spi.MissPredictor;
import io.github.cacheconsistency.spi.StrategyContext;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The cache {@code points} on any store. */
public final class TestCaches {

    public static final Duration LEASE_TIME = Duration.ofSeconds(10);
    public static final Duration LEASE_LONGEST = Duration.ofSeconds(60);
    public static final Duration LEASE_WAIT = Duration.ofMillis(50);

    private TestCaches() {}

    /** Allows {@code maxConcurrent} loads at a time; a read without a turn fails at once. */
    public static LoadsUnderWay loads(int maxConcurrent, TimeSource time) {
        LoadLimiter limiter = new LoadLimiter(
                maxConcurrent, Duration.ZERO, LoadLimiter.WhenFull.FAIL, time, new CacheConsistencyListener() {});
        return new LoadsUnderWay(limiter, new LeaseKeeper(time));
    }

    public static GuardedCache lease(CacheStore store) {
        return create(BuiltInStrategy.LEASE, store);
    }

    public static GuardedCache create(BuiltInStrategy strategy, CacheStore store) {
        return create(strategy, store, MissPredictor.NONE);
    }

    static GuardedCache create(BuiltInStrategy strategy, CacheStore store, MissPredictor misses) {
        CacheSettings settings = settings(null, Duration.ofMinutes(1), 0);
        AtomicInteger tokens = new AtomicInteger();
        StrategyContext context = new StrategyContext(
                "points",
                settings,
                store,
                () -> new LeaseToken("token-" + tokens.incrementAndGet()),
                new DescribedDelays(any -> {}),
                () -> key -> true,
                misses);
        return new GuardedCache("points", settings, strategy.create(context), new TimeToLivePolicy(settings, () -> 0));
    }

    public static CacheSettings settings(@Nullable Duration timeToLive, Duration nullTimeToLive, double jitter) {
        return new CacheSettings(
                true,
                "lease",
                timeToLive,
                nullTimeToLive,
                jitter,
                LEASE_TIME,
                LEASE_LONGEST,
                LEASE_WAIT,
                Duration.ofMillis(500),
                "version",
                Duration.ZERO,
                RedisFailurePolicy.FAIL_WRITE,
                null);
    }
}

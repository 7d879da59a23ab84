package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheSettings;
import io.github.cacheconsistency.CacheStore;
import io.github.cacheconsistency.LeaseToken;
import io.github.cacheconsistency.MissExpectation;
import io.github.cacheconsistency.RedisFailurePolicy;
import io.github.cacheconsistency.StrategyContext;
import io.github.cacheconsistency.strategy.BuiltInStrategy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The cache {@code points} over some store. */
public final class TestCaches {

    public static final Duration LEASE_WAIT = Duration.ofMillis(50);

    private TestCaches() {}

    public static GuardedCache lease(CacheStore store) {
        return create(BuiltInStrategy.LEASE, store);
    }

    public static GuardedCache create(BuiltInStrategy strategy, CacheStore store) {
        return create(strategy, store, MissExpectation.NONE);
    }

    static GuardedCache create(BuiltInStrategy strategy, CacheStore store, MissExpectation misses) {
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

    static CacheSettings settings(@Nullable Duration timeToLive, Duration nullTimeToLive, double jitter) {
        return new CacheSettings(
                true,
                "lease",
                timeToLive,
                nullTimeToLive,
                jitter,
                Duration.ofSeconds(10),
                LEASE_WAIT,
                Duration.ofMillis(500),
                "version",
                Duration.ZERO,
                RedisFailurePolicy.FAIL_WRITE,
                null);
    }
}

package io.github.cacheconsistency.observation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.cacheconsistency.CacheConsistencyListener.FillOutcome;
import io.github.cacheconsistency.CacheConsistencyListener.InvalidationOutcome;
import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import io.github.cacheconsistency.CacheKey;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class MicrometerCacheConsistencyListenerTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerCacheConsistencyListener listener = new MicrometerCacheConsistencyListener(registry);
    private final CacheKey key = Keys.key("points", "points::1");

    @Test
    void countsByCacheAndOutcome() {
        listener.onRead(key, ReadOutcome.HIT);
        listener.onRead(key, ReadOutcome.HIT);
        listener.onRead(key, ReadOutcome.READ_THROUGH);
        listener.onRead(Keys.key("orders", "orders::1"), ReadOutcome.HIT);
        listener.onFill(key, FillOutcome.REFUSED);
        listener.onInvalidation(key, InvalidationOutcome.FAILED);
        listener.onInvalidation(key, InvalidationOutcome.RECOVERED);
        listener.onCorruptValue(key, new IllegalStateException());
        listener.onLoadBeyondLimit(key);

        assertThat(count("cache.consistency.reads", "points", "hit")).isEqualTo(2);
        assertThat(count("cache.consistency.reads", "points", "read_through")).isOne();
        assertThat(count("cache.consistency.reads", "points", "redis_failed")).isZero();
        assertThat(count("cache.consistency.reads", "orders", "hit")).isOne();
        assertThat(count("cache.consistency.fills", "points", "refused")).isOne();
        assertThat(count("cache.consistency.invalidations", "points", "failed")).isOne();
        assertThat(count("cache.consistency.invalidations", "points", "recovered"))
                .isOne();
        assertThat(registry.get("cache.consistency.loads.beyond.limit")
                        .tag("cache", "points")
                        .counter()
                        .count())
                .isOne();
        assertThat(registry.get("cache.consistency.corrupt.values")
                        .tag("cache", "points")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void everyOutcomeHasItsOwnCounter() {
        for (ReadOutcome outcome : ReadOutcome.values()) {
            listener.onRead(key, outcome);
            assertThat(count("cache.consistency.reads", "points", outcome.name().toLowerCase()))
                    .isOne();
        }
        for (FillOutcome outcome : FillOutcome.values()) {
            listener.onFill(key, outcome);
            assertThat(count("cache.consistency.fills", "points", outcome.name().toLowerCase()))
                    .isOne();
        }
        for (InvalidationOutcome outcome : InvalidationOutcome.values()) {
            listener.onInvalidation(key, outcome);
            assertThat(count(
                            "cache.consistency.invalidations",
                            "points",
                            outcome.name().toLowerCase()))
                    .isOne();
        }
    }

    @Test
    void whatHasNotHappenedIsVisibleAsZero() {
        listener.onRead(key, ReadOutcome.HIT);
        assertThat(count("cache.consistency.invalidations", "points", "lost")).isZero();
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .allSatisfy(id -> assertThat(id.getDescription()).isNotBlank());
    }

    @Test
    void countingAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int events = 100_000;
        count(events);
        long before = threads.getCurrentThreadAllocatedBytes();
        count(events);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes allocated by %s events", 3 * events).isLessThan(events);
    }

    private void count(int events) {
        for (int event = 0; event < events; event++) {
            listener.onRead(key, ReadOutcome.HIT);
            listener.onFill(key, FillOutcome.ACCEPTED);
            listener.onInvalidation(key, InvalidationOutcome.SUCCEEDED);
        }
    }

    private double count(String name, String cacheName, String outcome) {
        return registry.get(name)
                .tag("cache", cacheName)
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}

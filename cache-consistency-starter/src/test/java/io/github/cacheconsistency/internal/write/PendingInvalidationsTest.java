package io.github.cacheconsistency.internal.write;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.internal.read.RecordedEvents;
import io.github.cacheconsistency.internal.read.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingInvalidationsTest {

    private static final Exception OUTAGE = new IllegalStateException("Redis is away");

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int MAX_KEYS = 600;

    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final VirtualTime time = new VirtualTime();
    private final RecordedEvents events = new RecordedEvents();
    private final PendingInvalidations pending =
            new PendingInvalidations(store, time, INTERVAL, MAX_KEYS, PendingInvalidationsTest::allLike, events);

    @Test
    void distrustsAKeyUntilItsInvalidationSucceeds() {
        pending.add(List.of(key("1")), OUTAGE);
        assertThat(pending.contains(key("1"))).isTrue();
        assertThat(pending.contains(key("2"))).isFalse();
        time.advance(INTERVAL);
        assertThat(pending.contains(key("1"))).isFalse();
        assertThat(pending.size()).isZero();
        assertThat(store.calls()).containsExactly("invalidate [1]");
        assertThat(events.all()).containsExactly("FAILED 1", "RECOVERED 1");
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void triesAgainWithGrowingPausesWhileRedisStaysAway() {
        store.fail(true);
        pending.add(List.of(key("1")), OUTAGE);
        List<Duration> pauses = new ArrayList<>();
        for (int attempt = 0; attempt < 5; attempt++) {
            pauses.add(time.nextTaskIn());
            time.advance(time.nextTaskIn());
        }
        assertThat(pauses)
                .containsExactly(
                        INTERVAL,
                        INTERVAL.multipliedBy(2),
                        INTERVAL.multipliedBy(4),
                        INTERVAL.multipliedBy(4),
                        INTERVAL.multipliedBy(4));
        store.fail(false);
        time.advance(time.nextTaskIn());
        assertThat(pending.size()).isZero();
        pending.add(List.of(key("2")), OUTAGE);
        assertThat(time.nextTaskIn()).as("back to the start").isEqualTo(INTERVAL);
    }

    @Test
    void oneRetryTakesAllKeys() {
        pending.add(List.of(key("1")), OUTAGE);
        pending.add(List.of(key("2")), OUTAGE);
        assertThat(time.scheduled()).isEqualTo(1);
        time.advance(INTERVAL);
        assertThat(pending.size()).isZero();
    }

    @Test
    void retriesInBatches() {
        pending.add(IntStream.range(0, MAX_KEYS).mapToObj(i -> key("k" + i)).toList(), OUTAGE);
        time.advance(INTERVAL);
        assertThat(store.calls()).hasSize(2);
        assertThat(pending.size()).isZero();
    }

    @Test
    void replacesTooManyKeysByTheWholeCache() {
        pending.add(
                IntStream.rangeClosed(0, MAX_KEYS).mapToObj(i -> key("k" + i)).toList(), OUTAGE);
        assertThat(pending.size()).isEqualTo(1);
        assertThat(pending.contains(key("any other"))).isTrue();
        assertThat(pending.contains(new CacheKey("orders", new byte[] {1}))).isFalse();
        time.advance(INTERVAL);
        assertThat(store.calls()).containsExactly("invalidateMatching points points::*");
        assertThat(pending.contains(key("any other"))).isFalse();
    }

    @Test
    void aKeyIsDistrustedEvenWhileItIsReplacedByTheWholeCache() {
        PendingInvalidations[] self = new PendingInvalidations[1];
        List<Boolean> distrusted = new ArrayList<>();
        self[0] = new PendingInvalidations(
                store,
                time,
                INTERVAL,
                1,
                key -> {
                    distrusted.add(self[0].contains(key("1")));
                    return allLike(key);
                },
                events);
        self[0].add(List.of(key("1"), key("2")), OUTAGE);
        assertThat(distrusted).containsOnly(true);
    }

    @Test
    void aFailedClearDistrustsTheWholeCache() {
        pending.addPattern(allOf("points"), OUTAGE);
        assertThat(pending.contains(key("1"))).isTrue();
        time.advance(INTERVAL);
        assertThat(pending.contains(key("1"))).isFalse();
        assertThat(events.all()).containsExactly("FAILED points::*", "RECOVERED points::*");
    }

    @Test
    void aFailureDuringTheRetryIsNotForgotten() {
        PendingInvalidations[] self = new PendingInvalidations[1];
        InMemoryCacheStore failsAgain = new InMemoryCacheStore() {

            private boolean first = true;

            @Override
            public long invalidate(Collection<CacheKey> keys) {
                if (first) {
                    first = false;
                    self[0].add(keys, OUTAGE);
                }
                return super.invalidate(keys);
            }
        };
        self[0] = new PendingInvalidations(
                failsAgain, time, INTERVAL, MAX_KEYS, PendingInvalidationsTest::allLike, events);
        self[0].add(List.of(key("1")), OUTAGE);
        time.advance(INTERVAL);
        assertThat(failsAgain.calls()).as("repeated for the second failure").hasSize(2);
        assertThat(self[0].size()).isZero();
        assertThat(events.all()).containsExactly("FAILED 1", "FAILED 1", "RECOVERED 1");
    }

    @Test
    void aPauseTriesOnceMoreAndRetriesGoOnAfterwards() {
        store.fail(true);
        pending.add(List.of(key("1")), OUTAGE);
        pending.pause();
        assertThat(store.calls()).hasSize(1);
        time.advance(INTERVAL.multipliedBy(10));
        store.forgetCalls();
        pending.add(List.of(key("2")), OUTAGE);
        time.advance(INTERVAL.multipliedBy(10));
        assertThat(store.calls()).as("no retries while paused").isEmpty();

        store.fail(false);
        pending.resume();
        time.advance(INTERVAL.multipliedBy(10));
        assertThat(pending.size()).isZero();
        assertThat(events.all()).contains("RECOVERED 1", "RECOVERED 2").doesNotContain("LOST 1", "LOST 2");
    }

    @Test
    void closeTriesOnceMore() {
        pending.add(List.of(key("1")), OUTAGE);
        pending.close();
        assertThat(events.all()).containsExactly("FAILED 1", "RECOVERED 1");
    }

    @Test
    void closeReportsWhatIsLost() {
        store.fail(true);
        pending.add(List.of(key("1")), OUTAGE);
        pending.addPattern(allOf("orders"), OUTAGE);
        events.forget();
        pending.close();
        assertThat(events.all()).containsExactlyInAnyOrder("LOST 1", "LOST orders::*");
        assertThat(store.calls()).hasSize(1);
        pending.close();
        assertThat(events.all()).as("each is lost once").hasSize(2);
    }

    @Test
    void aFailureAfterTheCloseIsReportedAndNotScheduled() {
        pending.close();
        pending.add(List.of(key("1")), OUTAGE);
        assertThat(events.all()).containsExactly("FAILED 1");
        assertThat(time.scheduled()).isZero();
    }

    private static CacheKey allLike(CacheKey key) {
        return allOf(key.cacheName());
    }

    private static CacheKey allOf(String cacheName) {
        return new CacheKey(cacheName, (cacheName + "::*").getBytes(StandardCharsets.UTF_8));
    }
}

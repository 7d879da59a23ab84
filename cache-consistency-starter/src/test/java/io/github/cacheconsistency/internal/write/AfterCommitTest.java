package io.github.cacheconsistency.internal.write;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.outbox.Outbox;
import io.github.cacheconsistency.internal.outbox.OutboxRows;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.internal.read.RecordedEvents;
import io.github.cacheconsistency.internal.read.TestCaches;
import io.github.cacheconsistency.internal.read.VirtualTime;
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.spi.Mutation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@link InvalidationDispatcher} and {@link DelayedInvalidations}: an invalidation that fails after a commit is never
 * lost.
 */
class AfterCommitTest {

    private static final Duration DELAY = Duration.ofMillis(500);
    private static final byte[] PATTERN = "points::*".getBytes(StandardCharsets.UTF_8);

    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final VirtualTime time = new VirtualTime();
    private final RecordedEvents events = new RecordedEvents();
    private final PendingInvalidations pending = new PendingInvalidations(
            store, time, Duration.ofMillis(100), 100, key -> new CacheKey(key.cacheName(), PATTERN), events);
    private final InvalidationDispatcher writes = new InvalidationDispatcher(store, pending, Outbox.OFF, events);
    private final DelayedInvalidations delayed = new DelayedInvalidations(store, time, 2, pending, events);
    private final GuardedCache cache = TestCaches.create(BuiltInStrategy.VERSIONED_WRITE, store);

    @Test
    void publishesWhatWasCommitted() {
        store.hold(key("1"), value("old", 1));
        writes.apply(cache, List.of(Mutation.update(key("1"), value("new", 2), null)), new OutboxRows());
        assertThat(store.calls()).startsWith("putIfNewer 1");
        assertThat(events.all()).containsExactly("SUCCEEDED 1");
    }

    @Test
    void publishesNoValueOfWhichNobodyKnowsWhetherItWasCommitted() {
        store.hold(key("1"), value("old", 1));
        writes.applyWithUnknownOutcome(
                cache, List.of(Mutation.update(key("1"), value("new", 2), null)), new OutboxRows());
        assertThat(store.calls()).containsExactly("invalidate [1]");
    }

    @Test
    void aFailureAfterTheCommitIsRetriedAsAnInvalidation() {
        store.hold(key("1"), value("old", 1));
        store.fail(true);
        writes.apply(cache, List.of(Mutation.update(key("1"), value("new", 2), null)), new OutboxRows());
        assertThat(pending.contains(key("1"))).isTrue();
        assertThat(events.all()).containsExactly("FAILED 1");
        store.fail(false);
        store.forgetCalls();
        time.advance(Duration.ofMillis(100));
        assertThat(store.calls()).containsExactly("invalidate [1]");
    }

    @Test
    void clearsAndRetriesAFailedClear() {
        writes.clear(cache, PATTERN, new OutboxRows());
        assertThat(store.calls()).containsExactly("invalidateMatching points points::*");
        store.fail(true);
        writes.clear(cache, PATTERN, new OutboxRows());
        assertThat(pending.contains(key("1"))).isTrue();
        assertThat(events.all()).containsExactly("SUCCEEDED points::*", "FAILED points::*");
    }

    @Test
    void delayedInvalidationsComeWhenTheirTimeHasCome() {
        delayed.invalidateLater(List.of(key("1")), DELAY);
        time.advance(DELAY.minusNanos(1));
        assertThat(store.calls()).isEmpty();
        time.advance(Duration.ofNanos(1));
        assertThat(store.calls()).containsExactly("invalidate [1]");
        assertThat(events.all()).containsExactly("SUCCEEDED 1");
    }

    @Test
    void tooManyDelayedInvalidationsComeEarly() {
        List.of("1", "2", "3").forEach(name -> delayed.invalidateLater(List.of(key(name)), DELAY));
        assertThat(store.calls()).as("only two may wait").containsExactly("invalidate [3]");
        time.advance(DELAY);
        assertThat(store.calls()).containsExactly("invalidate [3]", "invalidate [1]", "invalidate [2]");
        delayed.invalidateLater(List.of(key("4")), DELAY);
        assertThat(store.calls()).as("there is room again").hasSize(3);
    }

    @Test
    void aDelayedClearComesWhenItsTimeHasComeAndIsRetried() {
        delayed.clearLater("points", PATTERN, DELAY);
        assertThat(store.calls()).isEmpty();
        time.advance(DELAY);
        assertThat(store.calls()).containsExactly("invalidateMatching points points::*");
        delayed.clearLater("points", PATTERN, DELAY);
        store.fail(true);
        time.advance(DELAY);
        assertThat(pending.contains(key("1"))).isTrue();
    }

    @Test
    void aFailedDelayedInvalidationIsRetried() {
        delayed.invalidateLater(List.of(key("1")), DELAY);
        store.fail(true);
        time.advance(DELAY);
        assertThat(pending.contains(key("1"))).isTrue();
        assertThat(events.all()).containsExactly("FAILED 1");
    }
}

package io.github.cacheconsistency.internal.read;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.load.LoadLimiter;
import io.github.cacheconsistency.internal.load.LoadsUnderWay;
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.spi.FillExecutor;
import io.github.cacheconsistency.spi.KeyState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events between the return of a reader and its fill, which runs when the test lets it. */
@Timeout(120)
class AsynchronousFillTest {

    private static final CacheKey KEY = key("1");
    private static final CacheKey OTHER = key("2");
    private static final KeyState.Value LOADED = value("loaded");
    private static final KeyState.Value SECOND = value("second");

    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final VirtualTime time = new VirtualTime();
    private final RecordedEvents events = new RecordedEvents();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final LoadsUnderWay limiter = TestCaches.loads(1, time);
    private final ReadPath readPath = new ReadPath(
            time, limiter, any -> false, CacheTrust.granted(), waiting::add, PersistenceContexts.NONE, events);
    private final GuardedCache cache = TestCaches.create(BuiltInStrategy.ROW_LOCK_LEASE, store);

    @Test
    void theReaderIsDoneBeforeItsFillAndLeavesItTheLease() throws Exception {
        read();
        assertThat(store.state(KEY)).isInstanceOf(KeyState.Lease.class);
        assertThat(elsewhere(() -> {
                    LoadLimiter.Turn turn = limiter.turn(OTHER);
                    return turn.tryTake();
                }))
                .as("the load has given its turn back")
                .isTrue();

        waiting.remove().run();

        assertThat(store.state(KEY)).isEqualTo(LOADED);
        assertThat(store.calls()).containsExactly("get 1", "lease 1 token-1 PT10S", "fill 1 token-1");
        assertThat(events.all()).containsExactly("MISS 1", "ACCEPTED 1");
    }

    @Test
    void aFillThatComesAfterAnInvalidationIsRefused() {
        read();
        store.invalidate(List.of(KEY));
        waiting.remove().run();
        assertThat(store.state(KEY)).isInstanceOf(KeyState.Absent.class);
        assertThat(events.all()).containsExactly("MISS 1", "REFUSED 1");
    }

    @Test
    void aFollowerWaitsForTheFill() throws Exception {
        read();
        time.duringNextWait(() -> waiting.remove().run());
        assertThat(elsewhere(() -> readPath.begin(cache, KEY))).isInstanceOf(Lookup.Found.class);
        assertThat(time.waits()).as("one wait for the completion, no polls").containsExactly(TestCaches.LEASE_WAIT);
    }

    @Test
    void theReaderItselfWaitsForItsFillWhenItReadsAgain() {
        read();
        time.duringNextWait(() -> waiting.remove().run());
        assertThat(readPath.begin(cache, KEY)).isInstanceOf(Lookup.Found.class);
        assertThat(time.waits()).containsExactly(TestCaches.LEASE_WAIT);
    }

    @Test
    void aFillThatFailsIsReportedAndHoldsNobodyUp() throws Exception {
        read();
        store.fail(true);
        waiting.remove().run();
        store.fail(false);
        store.invalidate(List.of(KEY));
        assertThat(events.all()).containsExactly("MISS 1", "FAILED 1");
        assertThat(elsewhere(() -> {
                    try (Load next = (Load) readPath.begin(cache, KEY)) {
                        return next.mayFill();
                    }
                }))
                .isTrue();
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void aFillThatNobodyTakesIsDoneByTheReader() {
        FillExecutor full = fill -> {
            throw new RejectedExecutionException("no room");
        };
        try (Load load = (Load)
                new ReadPath(time, limiter, any -> false, CacheTrust.granted(), full, PersistenceContexts.NONE, events)
                        .begin(cache, KEY)) {
            load.offer(LOADED, null, false);
        }
        assertThat(store.state(KEY)).isEqualTo(LOADED);
    }

    @Test
    void otherStrategiesFillBeforeTheReaderReturns() {
        GuardedCache leased = TestCaches.lease(store);
        try (Load load = (Load) readPath.begin(leased, KEY)) {
            load.offer(LOADED, null, false);
        }
        assertThat(store.state(KEY)).isEqualTo(LOADED);
        assertThat(waiting).isEmpty();
    }

    @Test
    void theFillsOfABatchAreOneTask() {
        BatchReads reads = new BatchReads(
                limiter, any -> false, CacheTrust.granted(), waiting::add, PersistenceContexts.NONE, events);
        try (Batch batch = reads.begin(cache, List.of(KEY, OTHER))) {
            ((Load) batch.lookup(KEY)).offer(LOADED, null, false);
            ((Load) batch.lookup(OTHER)).offer(SECOND, null, false);
            assertThat(waiting)
                    .as("nothing is filled before the batch has ended")
                    .isEmpty();
        }
        assertThat(waiting).hasSize(1);
        waiting.remove().run();
        assertThat(store.state(KEY)).isEqualTo(LOADED);
        assertThat(store.state(OTHER)).isEqualTo(SECOND);
    }

    private void read() {
        try (Load load = (Load) readPath.begin(cache, KEY)) {
            load.offer(LOADED, null, false);
        }
    }

    private static <T> T elsewhere(Supplier<T> read) throws Exception {
        return CompletableFuture.supplyAsync(read).get(60, TimeUnit.SECONDS);
    }
}

package io.github.cacheconsistency.internal.read;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.build.ProvokedLog;
import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.internal.time.SystemTimeSource;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fills that arrive while another fill is in flight, which ends when the test lets it. */
@Timeout(120)
class SharedFillsTest {

    private static final int MOST_WAITING = 4;
    private static final int MOST_TOGETHER = 3;
    private static final LeaseToken MINE = new LeaseToken("mine");

    private final SystemTimeSource time = new SystemTimeSource();
    private final BackgroundFills fills = new BackgroundFills(time, 1, MOST_WAITING, MOST_TOGETHER);
    private final Redis redis = new Redis();
    private final GuardedCache cache = TestCaches.create(BuiltInStrategy.ROW_LOCK_LEASE, redis);
    private final RecordedEvents events = new RecordedEvents();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();

    /** Records the commands, and may throw an {@link Error}, which Redis never causes. */
    private static final class Redis extends InMemoryCacheStore {

        private Error broken;

        @Override
        public List<Boolean> fillAll(List<Fill> fills) {
            record("fillAll "
                    + fills.stream().map(fill -> fill.key().toString()).toList());
            if (broken != null) {
                throw broken;
            }
            return super.fillAll(fills);
        }

        /** Returns the commands, without the steps of scripts on single keys. */
        private List<String> commands() {
            return calls().stream().filter(call -> !call.startsWith("fill ")).toList();
        }
    }

    @BeforeEach
    void occupyTheThread() throws Exception {
        fills.execute(() -> {
            started.complete(null);
            answered.join();
        });
        started.get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        answered.complete(null);
        fills.close();
        time.close();
    }

    @Test
    void theyGoTogetherAndEachHasItsOwnOutcome() {
        offer("1");
        offer("2");
        redis.invalidate(List.of(key("2")));
        redis.forgetCalls();
        offer("3");

        answerAndWait();

        assertThat(redis.calls()).containsExactly("fillAll [1, 2, 3]", "fill 1 mine", "fill 2 mine", "fill 3 mine");
        assertThat(events.all())
                .containsExactly("ACCEPTED 1", "REFUSED 2", "ACCEPTED 3", "COMPLETED 1", "COMPLETED 2", "COMPLETED 3");
        assertThat(redis.state(key("1"))).isInstanceOf(KeyState.Value.class);
        assertThat(redis.state(key("2"))).isInstanceOf(KeyState.Absent.class);
    }

    @Test
    void oneThatWaitsAloneGoesAlone() {
        offer("1");
        answerAndWait();
        assertThat(redis.calls()).containsExactly("fill 1 mine");
        assertThat(events.all()).containsExactly("ACCEPTED 1", "COMPLETED 1");
    }

    @Test
    void noMoreThanTheMostGoTogether() {
        IntStream.rangeClosed(1, MOST_WAITING).forEach(name -> offer("" + name));
        answerAndWait();
        assertThat(redis.calls())
                .containsExactly("fillAll [1, 2, 3]", "fill 1 mine", "fill 2 mine", "fill 3 mine", "fill 4 mine");
        assertThat(events.all()).hasSize(2 * MOST_WAITING);
    }

    @Test
    void aBatchOfOneReadGoesAlongWithOthers() {
        offer("1");
        execute(cache, "2", "3");
        answerAndWait();
        assertThat(redis.commands()).containsExactly("fillAll [1, 2, 3]");
        assertThat(events.all())
                .containsExactly("ACCEPTED 1", "ACCEPTED 2", "ACCEPTED 3", "COMPLETED 1", "COMPLETED 2", "COMPLETED 3");
    }

    @Test
    void eachCacheHasACommandOfItsOwn() {
        GuardedCache other = new GuardedCache("other", cache.settings(), cache.strategy(), cache.timeToLivePolicy());
        offer("1");
        execute(other, "2", "3");
        answerAndWait();
        assertThat(redis.calls()).containsExactly("fill 1 mine", "fillAll [2, 3]", "fill 2 mine", "fill 3 mine");
        assertThat(events.all())
                .containsExactly("ACCEPTED 1", "COMPLETED 1", "ACCEPTED 2", "ACCEPTED 3", "COMPLETED 2", "COMPLETED 3");
    }

    @Test
    void aFailureIsReportedForEachAndHoldsNobodyUp() {
        offer("1");
        offer("2");
        redis.fail(true);
        answerAndWait();
        assertThat(events.all()).containsExactly("FAILED 1", "FAILED 2", "COMPLETED 1", "COMPLETED 2");
    }

    @Test
    @ProvokesLog(ProvokesLog.UNCAUGHT)
    void evenAnErrorHoldsNobodyUp(ProvokedLog log) {
        GuardedCache other = new GuardedCache("other", cache.settings(), cache.strategy(), cache.timeToLivePolicy());
        execute(cache, "1", "2");
        execute(other, "3");
        redis.broken = new AssertionError("of the test");
        answerAndWait();
        assertThat(events.all()).containsExactly("COMPLETED 1", "COMPLETED 2", "ACCEPTED 3", "COMPLETED 3");
        // The thread ends after its error has been handled.
        await().until(() -> log.toString().contains("Thread cache-consistency-fill-1 ended"));
    }

    @Test
    void whoeverFindsNoRoomFillsOnlyWhatIsItsOwn() {
        IntStream.rangeClosed(1, MOST_WAITING).forEach(name -> offer("" + name));
        offer("one too many");
        assertThat(redis.calls()).containsExactly("fill one too many mine");
        assertThat(events.all()).containsExactly("ACCEPTED one too many", "COMPLETED one too many");
    }

    @Test
    void whatIsNoneOfOursKeepsItsTurn() {
        CompletableFuture<List<String>> before = new CompletableFuture<>();
        offer("1");
        offer("2");
        fills.execute(() -> before.complete(redis.commands()));
        offer("3");
        answerAndWait();
        assertThat(before).isCompletedWithValue(List.of("fillAll [1, 2]"));
        assertThat(events.all()).endsWith("ACCEPTED 3", "COMPLETED 3");
    }

    private void offer(String name) {
        execute(cache, name);
    }

    private void execute(GuardedCache guarded, String... names) {
        List<CacheKey> keys = Stream.of(names).map(InMemoryCacheStore::key).toList();
        keys.forEach(key -> redis.hold(key, new KeyState.Lease(MINE)));
        fills.execute(new OfferedFills(
                guarded,
                keys.stream()
                        .map(key -> new Fill(key, new FillPermit(MINE), value("value of " + key), null))
                        .toList(),
                events,
                () -> keys.forEach(key -> events.completed(key))));
    }

    /** Completes the fill in flight, and waits for all fills that arrived meanwhile. */
    private void answerAndWait() {
        answered.complete(null);
        fills.pause(Duration.ofDays(1));
    }
}

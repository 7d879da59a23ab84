package io.github.cacheconsistency.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.internal.time.SystemTimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BackgroundFillsTest {

    private static final Duration LONG = Duration.ofDays(1);

    private final SystemTimeSource time = new SystemTimeSource();
    private final BackgroundFills fills = new BackgroundFills(time, 1, 1, 1);
    private final CompletableFuture<Void> release = new CompletableFuture<>();

    @AfterEach
    void close() {
        release.complete(null);
        fills.close();
        time.close();
    }

    @Test
    void fillsOnANamedDaemonThread() throws Exception {
        assertThat(threadOfAFill().get(60, TimeUnit.SECONDS)).satisfies(thread -> {
            assertThat(thread.getName()).isEqualTo("cache-consistency-fill-1");
            assertThat(thread.isDaemon()).isTrue();
        });
    }

    @Test
    void whatFindsNoRoomRunsOnTheCallersThread() throws Exception {
        fills.execute(release::join);
        CompletableFuture<Thread> waiting = threadOfAFill();
        assertThat(threadOfAFill()).isCompletedWithValue(Thread.currentThread());
        assertThat(waiting).isNotDone();
        release.complete(null);
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void aPauseWaitsForWhatWasGivenBeforeAndLeavesTheRestToTheCallers() {
        fills.execute(release::join);
        CompletableFuture<Thread> waiting = threadOfAFill();
        time.schedule(() -> release.complete(null), Duration.ofMillis(1));

        fills.pause(LONG);

        assertThat(waiting).isDone();
        assertThat(threadOfAFill()).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void aPauseDoesNotWaitLongerThanItIsTold() {
        fills.execute(release::join);
        fills.pause(Duration.ofMillis(1));
        assertThat(release).isNotDone();
    }

    @Test
    void completionIsAwaitedWithoutAPause() throws Exception {
        assertThat(fills.awaitCompletion(LONG)).as("nothing is under way").isTrue();
        fills.execute(release::join);
        CompletableFuture<Thread> waiting = threadOfAFill();
        assertThat(fills.awaitCompletion(Duration.ofMillis(1))).isFalse();
        time.schedule(() -> release.complete(null), Duration.ofMillis(1));

        assertThat(fills.awaitCompletion(LONG)).isTrue();

        assertThat(waiting).isDone();
        assertThat(threadOfAFill().get(60, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void goesOnInTheBackgroundAfterAPause() throws Exception {
        fills.pause(LONG);
        fills.resume();
        assertThat(threadOfAFill().get(60, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void afterItsEndTheCallersFill() {
        fills.close();
        assertThat(threadOfAFill()).isCompletedWithValue(Thread.currentThread());
    }

    private CompletableFuture<Thread> threadOfAFill() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        fills.execute(() -> thread.complete(Thread.currentThread()));
        return thread;
    }
}

package io.github.cacheconsistency.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.build.ProvokedLog;
import io.github.cacheconsistency.build.ProvokesLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SystemTimeSourceTest {

    private static final Duration LONG = Duration.ofDays(1);

    private final SystemTimeSource time = new SystemTimeSource();

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void awaitReturnsAtOnceForACompleteSignal() {
        assertThat(time.await(CompletableFuture.completedFuture("done"), LONG)).isTrue();
        assertThat(time.await(CompletableFuture.failedFuture(new IllegalStateException()), LONG))
                .isTrue();
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);
        assertThat(time.await(cancelled, LONG)).isTrue();
    }

    @Test
    void awaitEndsWithItsTime() {
        assertThat(time.await(new CompletableFuture<>(), Duration.ofNanos(1))).isFalse();
    }

    @Test
    void awaitEndsWithTheSignalOfAnotherThread() {
        CompletableFuture<String> signal = new CompletableFuture<>();
        time.schedule(() -> signal.complete("done"), Duration.ofMillis(1));
        assertThat(time.await(signal, LONG)).isTrue();
    }

    @Test
    void awaitKeepsTheInterruptFlag() {
        Thread.currentThread().interrupt();
        assertThat(time.await(new CompletableFuture<>(), LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void schedulesOnNamedDaemonThreads() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        time.schedule(() -> thread.complete(Thread.currentThread()), Duration.ZERO);
        assertThat(thread.get(60, TimeUnit.SECONDS).getName()).startsWith("cache-consistency-");
        assertThat(thread.get().isDaemon()).isTrue();
    }

    @Test
    @ProvokesLog("io.github.cacheconsistency.internal.time.SystemTimeSource")
    void goesOnAfterATaskThatFails(ProvokedLog log) throws Exception {
        CompletableFuture<String> second = new CompletableFuture<>();
        time.schedule(
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                Duration.ZERO);
        time.schedule(() -> second.complete("ran"), Duration.ofMillis(1));
        assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo("ran");
        // The failing task has a thread of its own, and may still be running.
        await().until(() -> log.toString().contains("A delayed task of the cache failed"));
        assertThat(log.toString()).contains("on purpose");
    }

    @Test
    void delaysNothingWhilePausedAndDelaysAgainAfterwards() {
        List<String> ran = new CopyOnWriteArrayList<>();
        time.schedule(() -> ran.add("before"), LONG);
        time.pause();
        time.schedule(() -> ran.add("paused"), LONG);
        time.resume();
        time.schedule(() -> ran.add("after"), LONG);
        assertThat(ran).containsExactly("before", "paused");
    }

    @Test
    void closeRunsWhatIsStillWaitingOnce() {
        List<String> ran = new CopyOnWriteArrayList<>();
        time.schedule(() -> ran.add("tomorrow"), LONG);
        time.close();
        time.close();
        assertThat(ran).containsExactly("tomorrow");
    }

    @Test
    void closeRunsNothingThatHasRunAlready() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        time.schedule(
                () -> {
                    ran.add("today");
                    done.countDown();
                },
                Duration.ZERO);
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        time.close();
        assertThat(ran).containsExactly("today");
    }

    @Test
    void runsAtOnceWhatComesAfterClose() {
        time.close();
        List<String> ran = new CopyOnWriteArrayList<>();
        time.schedule(() -> ran.add("late"), LONG);
        assertThat(ran).containsExactly("late");
    }
}

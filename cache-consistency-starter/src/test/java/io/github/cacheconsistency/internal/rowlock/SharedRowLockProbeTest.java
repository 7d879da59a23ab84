package io.github.cacheconsistency.internal.rowlock;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.CacheKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Probes that arrive while a statement is in flight, which ends when the test lets it. */
@Timeout(120)
class SharedRowLockProbeTest {

    private static final Duration LONG = Duration.ofDays(1);
    private static final String BROKEN = "broken";

    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final Set<CacheKey> locked = new java.util.concurrent.CopyOnWriteArraySet<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final CompletableFuture<Void> secondStarted = new CompletableFuture<>();
    private final CompletableFuture<Void> secondAnswered = new CompletableFuture<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void answer() {
        answered.complete(null);
        secondAnswered.complete(null);
    }

    @Test
    void oneAloneAsksAtOnceAndAlone() {
        answered.complete(null);
        locked.add(key("2"));
        SharedRowLockProbe probe = probe(LONG);
        assertThat(probe.isFree(key("1"))).isTrue();
        assertThat(probe.isFree(key("2"))).isFalse();
        assertThat(statements).containsExactly("1", "2");
    }

    @Test
    void thoseThatComeMeanwhileAskTogether() throws Exception {
        secondAnswered.complete(null);
        SharedRowLockProbe probe = probe(LONG);
        List<CompletableFuture<Boolean>> answers = askWhileTheFirstIsUnderWay(probe, "2", "3", "4");
        answered.complete(null);
        for (CompletableFuture<Boolean> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(statements).containsExactly("1", "[2, 3, 4]");
    }

    @Test
    void noneJoinsAStatementThatIsSent() throws Exception {
        SharedRowLockProbe probe = probe(LONG);
        askWhileTheFirstIsUnderWay(probe, "2", "3");
        answered.complete(null);
        secondStarted.get(60, TimeUnit.SECONDS);
        locked.add(key("4"));
        CompletableFuture<Boolean> late = ask(probe, "4");
        awaitWaiting();
        secondAnswered.complete(null);
        assertThat(late.get(60, TimeUnit.SECONDS)).isFalse();
        assertThat(statements).containsExactly("1", "[2, 3]", "4");
    }

    @Test
    void aRefusalTellsNothingOfEachSoEachAsksAlone() throws Exception {
        secondAnswered.complete(null);
        locked.add(key("3"));
        SharedRowLockProbe probe = probe(LONG);
        List<CompletableFuture<Boolean>> answers = askWhileTheFirstIsUnderWay(probe, "2", "3", "4");
        answered.complete(null);
        assertThat(answers.get(0).get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answers.get(1).get(60, TimeUnit.SECONDS)).isFalse();
        assertThat(answers.get(2).get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(statements.subList(0, 2)).containsExactly("1", "[2, 3, 4]");
        assertThat(statements).hasSize(5).contains("2", "3", "4");
    }

    @Test
    void aFailureIsOnlyThatOfWhomItConcerns() throws Exception {
        secondAnswered.complete(null);
        SharedRowLockProbe probe = probe(LONG);
        List<CompletableFuture<Boolean>> answers = askWhileTheFirstIsUnderWay(probe, "2", BROKEN);
        answered.complete(null);
        assertThat(answers.get(0).get(60, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> answers.get(1).get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("of the test");
        assertThat(probe.isFree(key("5"))).as("the next one").isTrue();
    }

    @Test
    void aStatementThatTakesTooLongHoldsNobodyUp() throws Exception {
        SharedRowLockProbe probe = probe(Duration.ofMillis(1));
        CompletableFuture<Boolean> other =
                askWhileTheFirstIsUnderWay(probe, "2").get(0);
        assertThat(other.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answered).isNotDone();
        assertThat(statements).containsExactly("1", "2");
    }

    @Test
    void overALongWayNobodyWaitsForOthers() throws Exception {
        SharedRowLockProbe probe = probe(LONG, Duration.ZERO);
        assertThat(probe.isFree(key("the first, which is measured"))).isTrue();
        CompletableFuture<Boolean> other =
                askWhileTheFirstIsUnderWay(probe, "2").get(0);
        assertThat(other.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answered).isNotDone();
    }

    @Test
    void whoIsInterruptedAsksAlone() throws Exception {
        SharedRowLockProbe probe = probe(LONG);
        askWhileTheFirstIsUnderWay(probe);
        Thread.currentThread().interrupt();
        assertThat(probe.isFree(key("2"))).isTrue();
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }

    @Test
    void noMoreThanTheMostAskTogether() throws Exception {
        secondAnswered.complete(null);
        SharedRowLockProbe probe = probe(LONG);
        String[] names = IntStream.range(0, 66).mapToObj(index -> "k" + index).toArray(String[]::new);
        List<CompletableFuture<Boolean>> answers = askWhileTheFirstIsUnderWay(probe, names);
        answered.complete(null);
        for (CompletableFuture<Boolean> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(statements).hasSize(3).last().isEqualTo("[k64, k65]");
    }

    private SharedRowLockProbe probe(Duration longestWait) {
        return probe(longestWait, LONG);
    }

    private SharedRowLockProbe probe(Duration longestWait, Duration longestWay) {
        return new SharedRowLockProbe(
                key -> {
                    statements.add(key.toString());
                    if (key.equals(key("1"))) {
                        started.complete(null);
                        answered.join();
                    }
                    failIfBroken(List.of(key));
                    return !locked.contains(key);
                },
                keys -> {
                    statements.add(keys.toString());
                    secondStarted.complete(null);
                    secondAnswered.join();
                    failIfBroken(keys);
                    return keys.stream().noneMatch(locked::contains);
                },
                System::nanoTime,
                longestWait,
                longestWay);
    }

    private static void failIfBroken(List<CacheKey> keys) {
        if (keys.contains(key(BROKEN))) {
            throw new IllegalStateException("of the test");
        }
    }

    /** Starts probes, which wait in this order when the method returns, unless they need not wait. */
    private List<CompletableFuture<Boolean>> askWhileTheFirstIsUnderWay(SharedRowLockProbe probe, String... names)
            throws Exception {
        ask(probe, "1");
        started.get(60, TimeUnit.SECONDS);
        return Stream.of(names)
                .map(name -> {
                    CompletableFuture<Boolean> answer = ask(probe, name);
                    awaitWaiting();
                    return answer;
                })
                .toList();
    }

    private CompletableFuture<Boolean> ask(SharedRowLockProbe probe, String name) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        answer.complete(probe.isFree(key(name)));
                    } catch (RuntimeException failure) {
                        answer.completeExceptionally(failure);
                    }
                },
                "probe of " + name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        return answer;
    }

    /** Returns when the thread that was started last waits or has ended. */
    private void awaitWaiting() {
        Thread last = threads.get(threads.size() - 1);
        while (last.getState() != Thread.State.TIMED_WAITING && last.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }
}

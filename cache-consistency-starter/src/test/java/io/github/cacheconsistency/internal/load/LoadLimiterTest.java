package io.github.cacheconsistency.internal.load;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.load.LoadLimiter.WhenFull;
import io.github.cacheconsistency.internal.read.RecordedEvents;
import io.github.cacheconsistency.internal.read.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Timeout(120)
class LoadLimiterTest {

    private static final CacheKey KEY = key("1");
    private static final CacheKey OF_ANOTHER_CACHE = new CacheKey("orders", new byte[] {1});
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final RecordedEvents events = new RecordedEvents();
    private final LoadLimiter limiter = limiter(WhenFull.PROCEED);
    private final LoadLimiter failing = limiter(WhenFull.FAIL);

    @Test
    void aLoadThatFindsNoTurnInTimeGoesOnAndSaysSo() throws Exception {
        limiter.turn(KEY).take();
        boolean waited = elsewhere(() -> limiter.turn(KEY).take());
        assertThat(waited).isTrue();
        assertThat(time.waits()).containsExactly(WAIT);
        assertThat(events.all()).containsExactly("BEYOND_LIMIT 1");
    }

    @Test
    void ifItIsToFailItSaysWhatToDo() throws Exception {
        failing.turn(KEY).take();
        elsewhere(() -> assertThatThrownBy(() -> failing.turn(KEY).take())
                .isInstanceOf(TransientDataAccessResourceException.class)
                .hasMessageContainingAll(
                        "'points'", "all 1 concurrent loads", "load.max-concurrent", "load.when-full=proceed"));
        assertThat(events.all()).isEmpty();
    }

    @Test
    void cachesDoNotHoldUpOneAnother() throws Exception {
        limiter.turn(KEY).take();
        assertThat(elsewhere(() -> limiter.turn(OF_ANOTHER_CACHE).take()))
                .as("whether it waited")
                .isFalse();
        assertThat(events.all()).isEmpty();
    }

    @Test
    void countsAThreadOnceHoweverDeepItsLoadsNest() throws Exception {
        LoadLimiter.Turn outer = limiter.turn(KEY);
        LoadLimiter.Turn inner = limiter.turn(KEY);
        outer.take();
        assertThat(inner.take()).as("whether it waited").isFalse();
        inner.giveBack();
        assertThat(elsewhere(() -> limiter.turn(KEY).tryTake())).isFalse();
        outer.giveBack();
        assertThat(elsewhere(() -> limiter.turn(KEY).tryTake())).isTrue();
        assertThat(time.waits()).isEmpty();
    }

    /** Otherwise nested loads would wait once for each level. */
    @Test
    void aThreadThatGoesOnWithoutATurnDoesNotWaitAgain() throws Exception {
        limiter.turn(KEY).take();
        boolean waitedAgain = elsewhere(() -> {
            limiter.turn(KEY).take();
            return limiter.turn(KEY).take();
        });
        assertThat(waitedAgain).isFalse();
    }

    @Test
    void theLongestWaitIsServedFirst() throws Exception {
        LoadLimiter.Turn first = limiter.turn(KEY);
        first.take();
        LoadLimiter.Turn second = limiter.turn(KEY);
        time.duringNextWait(first::giveBack);
        assertThat(elsewhere(() -> second.take())).as("whether it waited").isTrue();
        assertThat(events.all()).as("beyond the limit").isEmpty();
        assertThat(elsewhere(() -> limiter.turn(KEY).tryTake()))
                .as("the turn went on to the second")
                .isFalse();
    }

    @Test
    void aTurnThatComesWhileTheWaitEndsIsNotLost() throws Exception {
        Permits permits = new Permits(1);
        permits.tryTake();
        CompletableFuture<Void> request = permits.request();
        permits.giveBack();
        assertThat(request).isDone();
        assertThat(permits.withdraw(request)).as("granted already").isFalse();
        permits.giveBack();
        assertThat(permits.tryTake()).isTrue();
    }

    @Test
    void aWithdrawnRequestTakesNoPermit() {
        Permits permits = new Permits(1);
        permits.tryTake();
        assertThat(permits.withdraw(permits.request())).isTrue();
        permits.giveBack();
        assertThat(permits.tryTake()).isTrue();
    }

    @Test
    void anInterruptedReaderStillLoads() {
        Thread.currentThread().interrupt();
        LoadLimiter.Turn turn = limiter.turn(KEY);
        turn.take();
        turn.giveBack();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(events.all()).isEmpty();
    }

    @Test
    void neverWaitsInsideATransaction() throws Exception {
        LoadLimiter.Turn other = limiter.turn(KEY);
        elsewhere(() -> other.tryTake());
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            LoadLimiter.Turn inside = limiter.turn(KEY);
            assertThat(inside.take()).as("whether it waited").isFalse();
            inside.giveBack();
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(limiter.turn(KEY).tryTake())
                .as("the turn is still the other's")
                .isFalse();
    }

    @Test
    void aRefusedThreadMayTryAgain() throws Exception {
        LoadLimiter.Turn holder = failing.turn(KEY);
        elsewhere(() -> holder.tryTake());
        LoadLimiter.Turn refused = failing.turn(KEY);
        assertThatThrownBy(refused::take).isInstanceOf(TransientDataAccessResourceException.class);
        elsewhere(() -> {
            holder.giveBack();
            return true;
        });
        assertThat(refused.take()).as("whether it waited").isFalse();
    }

    private LoadLimiter limiter(WhenFull whenFull) {
        return new LoadLimiter(1, WAIT, whenFull, time, events);
    }

    private static <T> T elsewhere(Supplier<T> action) throws Exception {
        return CompletableFuture.supplyAsync(action).get(60, TimeUnit.SECONDS);
    }
}

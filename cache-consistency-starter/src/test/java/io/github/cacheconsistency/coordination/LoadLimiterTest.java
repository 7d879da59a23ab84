package io.github.cacheconsistency.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Timeout(120)
class LoadLimiterTest {

    private final LoadLimiter limiter = new LoadLimiter(1, Duration.ZERO);

    @Test
    void refusesOneLoadTooManyAndSaysWhatToDo() throws Exception {
        LoadLimiter.Permit permit = limiter.acquire();
        onAnotherThread(() -> assertThatThrownBy(limiter::acquire)
                .isInstanceOf(TransientDataAccessResourceException.class)
                .hasMessageContainingAll("all 1 concurrent loads", "cache-consistency.load.max-concurrent"));
        permit.release();
        onAnotherThread(() -> limiter.acquire().release());
    }

    @Test
    void countsAThreadOnceHoweverDeepItsLoadsNest() throws Exception {
        LoadLimiter.Permit outer = limiter.acquire();
        LoadLimiter.Permit inner = limiter.acquire();
        inner.release();
        onAnotherThread(
                () -> assertThatThrownBy(limiter::acquire).isInstanceOf(TransientDataAccessResourceException.class));
        outer.release();
        onAnotherThread(() -> limiter.acquire().release());
    }

    @Test
    void anInterruptedReaderStillLoadsWhereThereIsRoom() {
        Thread.currentThread().interrupt();

        limiter.acquire().release();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void waitsForAPermit() throws Exception {
        LoadLimiter patient = new LoadLimiter(1, Duration.ofMinutes(1));
        LoadLimiter.Permit permit = patient.acquire();
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> patient.acquire().release());
        permit.release();
        waiting.get(60, TimeUnit.SECONDS);
    }

    @Test
    void takesNoPermitInsideATransaction() throws Exception {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        LoadLimiter.Permit inside;
        try {
            inside = limiter.acquire();
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        onAnotherThread(() -> limiter.acquire().release());
        inside.release();
        LoadLimiter.Permit permit = limiter.acquire();
        onAnotherThread(
                () -> assertThatThrownBy(limiter::acquire).isInstanceOf(TransientDataAccessResourceException.class));
        permit.release();
    }

    @Test
    void aRefusedThreadMayTryAgain() throws Exception {
        LoadLimiter.Permit permit = limiter.acquire();
        CompletableFuture<Void> refused = new CompletableFuture<>();
        CompletableFuture<Void> released = new CompletableFuture<>();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            assertThatThrownBy(limiter::acquire).isInstanceOf(TransientDataAccessResourceException.class);
            refused.complete(null);
            released.orTimeout(60, TimeUnit.SECONDS).join();
            limiter.acquire().release();
        });
        refused.get(60, TimeUnit.SECONDS);
        permit.release();
        released.complete(null);
        other.get(60, TimeUnit.SECONDS);
        assertThat(other).isCompleted();
    }

    private static void onAnotherThread(Runnable action) throws Exception {
        CompletableFuture.runAsync(action).get(60, TimeUnit.SECONDS);
    }
}

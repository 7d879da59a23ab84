package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.gate.Ungated;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Queries the database on a thread of its own, bypassing all gates and outside of every transaction under test. */
final class Observer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread created = new Thread(work, "race-observer");
        created.setDaemon(true);
        return created;
    });

    long version(RaceSubject.Version version) {
        return call(version::get);
    }

    void run(RaceSubject.Change change) {
        call(() -> {
            change.run();
            return null;
        });
    }

    private <T extends @Nullable Object> T call(Callable<T> work) {
        try {
            return thread.submit(() -> Ungated.call(work)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The race subject failed outside of the race. Expected: prepare, remove and database(..) return. It threw: "
                            + e.getCause(),
                    e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "The race subject did not return within " + PATIENCE + " outside of the race (prepare, remove or "
                            + "database). Expected: it does not wait for a row that a task has locked; read without locking.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while observing the database", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

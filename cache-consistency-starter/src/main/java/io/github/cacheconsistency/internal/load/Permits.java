package io.github.cacheconsistency.internal.load;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A fair semaphore whose waits can go through {@link io.github.cacheconsistency.spi.TimeSource}. Thread-safe.
 *
 * <p>Invariant: no permit is free while a request waits.
 */
final class Permits {

    private final Set<CompletableFuture<Void>> waiting = new LinkedHashSet<>();
    private int free;

    Permits(int permits) {
        this.free = permits;
    }

    /** Takes a permit if one is free; returns whether it did. */
    synchronized boolean tryTake() {
        if (free == 0) {
            return false;
        }
        free--;
        return true;
    }

    /** Requests a permit. The permit is held when the returned future completes. */
    synchronized CompletableFuture<Void> request() {
        CompletableFuture<Void> request = new CompletableFuture<>();
        if (tryTake()) {
            request.complete(null);
        } else {
            waiting.add(request);
        }
        return request;
    }

    /** Withdraws a request; returns {@code false} if it was granted in the meantime, so that the caller holds the permit. */
    synchronized boolean withdraw(CompletableFuture<Void> request) {
        return waiting.remove(request);
    }

    /** Returns a permit. It goes to the oldest waiting request. */
    void giveBack() {
        CompletableFuture<Void> next = next();
        if (next != null) {
            next.complete(null);
        }
    }

    private synchronized @Nullable CompletableFuture<Void> next() {
        Iterator<CompletableFuture<Void>> requests = waiting.iterator();
        if (!requests.hasNext()) {
            free++;
            return null;
        }
        CompletableFuture<Void> next = requests.next();
        requests.remove();
        return next;
    }
}

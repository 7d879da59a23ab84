package io.github.cacheconsistency.internal.load;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A fair semaphore whose waiting can go through {@link io.github.cacheconsistency.spi.TimeSource}. Thread-safe.
 *
 * <p>Invariant: no permit is free while a request waits.
 */
final class Permits {

    private final Set<CompletableFuture<Void>> waiting = new LinkedHashSet<>();
    private int free;

    Permits(int permits) {
        this.free = permits;
    }

    /** Takes a permit if one is free. */
    synchronized boolean tryTake() {
        if (free == 0) {
            return false;
        }
        free--;
        return true;
    }

    /** Asks for a permit, which is taken when the answer completes. */
    synchronized CompletableFuture<Void> request() {
        CompletableFuture<Void> request = new CompletableFuture<>();
        if (tryTake()) {
            request.complete(null);
        } else {
            waiting.add(request);
        }
        return request;
    }

    /** Takes a request back; {@code false} if it has been granted meanwhile, so that its permit is held. */
    synchronized boolean withdraw(CompletableFuture<Void> request) {
        return waiting.remove(request);
    }

    /** Gives a permit back, to the request that has waited longest. */
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

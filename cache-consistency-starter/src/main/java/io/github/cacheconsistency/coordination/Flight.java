package io.github.cacheconsistency.coordination;

import java.util.concurrent.CompletableFuture;

/** One load under way in this JVM. Compared by identity. */
final class Flight {

    private final Thread pilot;
    private final CompletableFuture<Void> landed = new CompletableFuture<>();

    Flight(Thread pilot) {
        this.pilot = pilot;
    }

    boolean isFlownByCurrentThread() {
        return pilot == Thread.currentThread();
    }

    /** Completes when the load has ended, however it ended. */
    CompletableFuture<Void> landed() {
        return landed;
    }
}

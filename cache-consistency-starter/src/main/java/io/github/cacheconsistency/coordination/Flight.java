package io.github.cacheconsistency.coordination;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One load under way in this JVM, and the fill that follows it. Compared by identity. */
final class Flight {

    private volatile @Nullable Thread pilot;
    private final CompletableFuture<Void> landed = new CompletableFuture<>();

    Flight(Thread pilot) {
        this.pilot = pilot;
    }

    /** From now on its thread may follow it like any other: what is left to do happens elsewhere. */
    void handOver() {
        pilot = null;
    }

    boolean isFlownByCurrentThread() {
        return pilot == Thread.currentThread();
    }

    /** Completes when the load and its fill have ended, however they ended. */
    CompletableFuture<Void> landed() {
        return landed;
    }
}

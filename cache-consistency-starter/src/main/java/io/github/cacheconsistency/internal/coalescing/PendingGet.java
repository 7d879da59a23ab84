package io.github.cacheconsistency.internal.coalescing;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A reader that waits for the value of one key. Completes with {@code null} if the key does not exist. */
final class PendingGet extends CompletableFuture<byte @Nullable []> {

    private final byte[] key;
    private @Nullable PendingGet before;
    private int place = 1;

    PendingGet(byte[] key) {
        this.key = key;
    }

    /** Called when the reader does not wait any longer. */
    void giveUp() {
        cancel(false);
    }

    byte[] key() {
        return key;
    }

    /** Returns the read that was waiting before this one; {@code null} if there was none. */
    @Nullable
    PendingGet before() {
        return before;
    }

    /** Returns the number of waiting reads up to and including this one. */
    int place() {
        return place;
    }

    /** Sets the previous read. To be called before other threads can see this one. */
    void comesAfter(@Nullable PendingGet before) {
        this.before = before;
        this.place = before == null ? 1 : before.place + 1;
    }
}

package io.github.cacheconsistency.internal.coalescing;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One reader that waits for the bytes of one key; completes with {@code null} if the key does not exist. */
final class PendingGet extends CompletableFuture<byte @Nullable []> {

    private final byte[] key;
    private @Nullable PendingGet before;
    private int place = 1;

    PendingGet(byte[] key) {
        this.key = key;
    }

    /** Says that nobody waits any more. */
    void giveUp() {
        cancel(false);
    }

    byte[] key() {
        return key;
    }

    /** The one that was waiting before this one. */
    @Nullable
    PendingGet before() {
        return before;
    }

    /** How many wait up to this one. */
    int place() {
        return place;
    }

    /** To be called before others can see this one. */
    void comesAfter(@Nullable PendingGet before) {
        this.before = before;
        this.place = before == null ? 1 : before.place + 1;
    }
}

package io.github.cacheconsistency.redis.coalescing;

import io.lettuce.core.tracing.TraceContext;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One reader that waits for the bytes of one key; completes with {@code null} if the key does not exist. */
final class PendingGet extends CompletableFuture<byte @Nullable []> {

    private final byte[] key;
    private final @Nullable TraceContext trace;
    private @Nullable PendingGet before;

    /** @param trace what the reader is doing; {@code null} where Lettuce traces nothing */
    PendingGet(byte[] key, @Nullable TraceContext trace) {
        this.key = key;
        this.trace = trace;
    }

    /** Says that nobody waits any more. */
    void giveUp() {
        cancel(false);
    }

    byte[] key() {
        return key;
    }

    @Nullable
    TraceContext trace() {
        return trace;
    }

    /** The one that was waiting before this one. */
    @Nullable
    PendingGet before() {
        return before;
    }

    /** To be called before others can see this one. */
    void comesAfter(@Nullable PendingGet before) {
        this.before = before;
    }
}

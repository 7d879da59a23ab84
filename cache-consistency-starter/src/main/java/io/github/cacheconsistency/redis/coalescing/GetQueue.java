package io.github.cacheconsistency.redis.coalescing;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.TracedCommand;
import io.lettuce.core.tracing.TraceContext;
import io.lettuce.core.tracing.Tracing;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads on their way to one Redis: what comes while a batch is under way waits, and goes together when that is answered.
 * The thread that finds nothing under way sends at once, so a read alone waits for nobody, and never for a timer.
 * Lock-free; whoever receives an answer sends what waits, and blocks nowhere.
 *
 * <p>Invariant (guard 2): a read joins a batch only before that is sent. Redis executes its command after the read has
 * begun, as if it had sent its own, so it never sees an older value than its own would: {@link #waiting} is emptied in
 * one step, and nothing is added to a batch after that.
 *
 * <p>Bounded by the number of threads that read, each of which waits for one key at a time.
 */
final class GetQueue {

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final @Nullable Duration expiry;
    private final Tracing tracing;

    /** The newest read that is not in a batch yet; it leads to the others. */
    private final AtomicReference<@Nullable PendingGet> waiting = new AtomicReference<>();

    /** Batches without answer, and the thread that is sending. Whoever makes it zero looks for what waits. */
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param expiry after what time a batch without answer has failed; {@code null} if the connection sees to that */
    GetQueue(StatefulRedisConnection<byte[], byte[]> connection, @Nullable Duration expiry) {
        this.connection = connection;
        this.expiry = expiry;
        this.tracing = connection.getResources().tracing();
    }

    /** What the calling thread is doing, for its read; {@code null} if nobody asks. */
    @Nullable
    TraceContext trace() {
        return tracing.isEnabled() ? tracing.initialTraceContextProvider().getTraceContext() : null;
    }

    /** Whether the connection stands. */
    boolean isOpen() {
        return connection.isOpen();
    }

    /** Sends {@code get}, or has it sent with others. */
    void add(PendingGet get) {
        PendingGet before;
        do {
            before = waiting.get();
            get.comesAfter(before);
        } while (!waiting.compareAndSet(before, get));
        sendUnlessUnderWay();
    }

    /** Ends the connection; what is under way or waits fails. */
    void close() {
        connection.closeAsync();
    }

    private void sendUnlessUnderWay() {
        while (waiting.get() != null && underWay.compareAndSet(0, 1)) {
            for (PendingGet next = waiting.getAndSet(null); next != null; ) {
                GetBatch batch = GetBatch.of(next);
                next = batch.rest();
                if (!batch.isEmpty()) {
                    // While this thread holds its own place as well, an answer that is there at once does not recurse.
                    underWay.incrementAndGet();
                    send(batch);
                }
            }
            underWay.decrementAndGet();
        }
    }

    private void send(GetBatch batch) {
        AsyncCommand<byte[], byte[], Void> answer =
                new AsyncCommand<>(new Command<>(batch.command(), batch, batch.arguments()));
        try {
            // A context of its own, if only an empty one: that of the thread that happens to send would be a wrong one.
            connection.dispatch(tracing.isEnabled() ? new TracedCommand<>(answer, batch.trace()) : answer);
        } catch (RuntimeException notSent) {
            answered(batch, notSent);
            return;
        }
        if (expiry != null) {
            answer.orTimeout(expiry.toNanos(), TimeUnit.NANOSECONDS);
        }
        answer.whenComplete((nothing, failure) -> answered(batch, failure));
    }

    private void answered(GetBatch batch, @Nullable Throwable failure) {
        // First the next batch, then the readers of this one: Redis works while they are woken.
        if (underWay.decrementAndGet() == 0) {
            sendUnlessUnderWay();
        }
        batch.end(failure);
    }
}

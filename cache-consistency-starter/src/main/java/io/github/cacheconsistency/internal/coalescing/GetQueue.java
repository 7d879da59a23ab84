package io.github.cacheconsistency.internal.coalescing;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.TracedCommand;
import io.lettuce.core.tracing.TraceContext;
import io.lettuce.core.tracing.Tracing;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Waiting reads of one Redis. The first read hands a command to the connection. All reads that arrive before the connection's
 * thread writes that command share it. So no read waits for others: if that thread is idle, a read is sent alone and at once;
 * the busier the thread is, the more reads share a command. Lock-free.
 *
 * <p>Invariant (docs/protocols.md, G2): a read joins a batch only before the batch is written. So Redis executes the command
 * after the read has begun, and the read never sees an older value than with a command of its own. This holds because
 * {@link #waiting} is emptied in one step, and nothing is added to a batch after that.
 *
 * <p>The number of waiting reads is bounded by the number of reading threads, each of which waits for one key at a time, and by
 * {@link GetBatch#MOST_KEYS}.
 */
final class GetQueue {

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final @Nullable Duration expiry;
    private final Tracing tracing;

    /**
     * The newest read that is not part of a batch yet; it refers to the earlier ones. Invariant: while there is one, exactly
     * one batch that will take these reads has been handed to the connection, by the read that found this empty.
     */
    private final AtomicReference<@Nullable PendingGet> waiting = new AtomicReference<>();

    /**
     * @param expiry a batch without an answer fails after this time; {@code null} if the connection has its own timeout
     */
    GetQueue(StatefulRedisConnection<byte[], byte[]> connection, @Nullable Duration expiry) {
        this.connection = connection;
        this.expiry = expiry;
        this.tracing = connection.getResources().tracing();
    }

    /** Returns whether the connection is open. */
    boolean isOpen() {
        return connection.isOpen();
    }

    /**
     * Sends {@code get}, possibly together with others.
     *
     * @return {@code false} if the maximum number of reads is waiting; {@code get} is not sent then
     */
    boolean add(PendingGet get) {
        PendingGet before;
        do {
            before = waiting.get();
            if (before != null && before.place() == GetBatch.MOST_KEYS) {
                return false;
            }
            get.comesAfter(before);
        } while (!waiting.compareAndSet(before, get));
        if (before == null) {
            send();
        }
        return true;
    }

    /** Closes the connection. Waiting reads, and reads without an answer, fail. */
    void close() {
        connection.close();
    }

    private void send() {
        GetBatch batch = new GetBatch(waiting);
        AsyncCommand<byte[], byte[], Void> answer = new AsyncCommand<>(new BatchCommand(batch));
        try {
            connection.dispatch(tracing.isEnabled() ? new TracedCommand<>(answer, trace()) : answer);
        } catch (RuntimeException notSent) {
            batch.end(notSent);
            return;
        }
        if (expiry != null) {
            answer.orTimeout(expiry.toNanos(), TimeUnit.NANOSECONDS);
        }
        answer.whenComplete((nothing, failure) -> batch.end(failure));
    }

    /** Returns the trace context of the calling thread, because its read is the first one of the command. */
    private @Nullable TraceContext trace() {
        return tracing.initialTraceContextProvider().getTraceContext();
    }
}

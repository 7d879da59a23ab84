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
 * Reads on their way to one Redis. The first one hands a command to the connection, and every read that comes until the
 * connection's thread writes that command goes with it. So nobody waits for company: where that thread is idle a read
 * goes alone and at once, and the busier it is, the more go together. Lock-free.
 *
 * <p>Invariant (docs/protocols.md, G2): a read joins a batch only before that is written. Redis executes its command
 * after the read has begun, as if it had sent its own, so it never sees an older value than its own would: {@link
 * #waiting} is emptied in one step, and nothing is added to a batch after that.
 *
 * <p>Bounded by the number of threads that read, each of which waits for one key at a time, and by
 * {@link GetBatch#MOST_KEYS}.
 */
final class GetQueue {

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final @Nullable Duration expiry;
    private final Tracing tracing;

    /**
     * The newest read that is not in a batch yet; it leads to the others. Invariant: a batch is on its way that will take
     * them, exactly one, handed to the connection by whoever found nobody waiting.
     */
    private final AtomicReference<@Nullable PendingGet> waiting = new AtomicReference<>();

    /** @param expiry after what time a batch without answer has failed; {@code null} if the connection sees to that */
    GetQueue(StatefulRedisConnection<byte[], byte[]> connection, @Nullable Duration expiry) {
        this.connection = connection;
        this.expiry = expiry;
        this.tracing = connection.getResources().tracing();
    }

    /** Whether the connection stands. */
    boolean isOpen() {
        return connection.isOpen();
    }

    /** Sends {@code get}, or has it sent with others; {@code false} if as many wait as go together. */
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

    /** Ends the connection; what is under way or waits fails. */
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

    /** The command is a part of what the calling thread does, which was the first to want it. */
    private @Nullable TraceContext trace() {
        return tracing.initialTraceContextProvider().getTraceContext();
    }
}

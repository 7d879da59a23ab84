package io.github.cacheconsistency.internal.coalescing;

import io.lettuce.core.RedisException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads that share one command, and the decoder of its answer. Reads can join until the command is written or has failed,
 * whichever comes first; different threads may do the two.
 */
final class GetBatch extends CommandOutput<byte[], byte[], Void> {

    /** Limits how long one command can delay other clients of Redis. */
    static final int MOST_KEYS = 256;

    private static final PendingGet[] OPEN = {};

    private final AtomicReference<@Nullable PendingGet> waiting;
    private volatile PendingGet[] members = OPEN;
    private byte[] @Nullable [] values = {};
    private int answered;

    /**
     * @param waiting the newest of the waiting reads; emptied by {@link #close}
     */
    GetBatch(AtomicReference<@Nullable PendingGet> waiting) {
        super(ByteArrayCodec.INSTANCE, null);
        this.waiting = waiting;
    }

    /** Takes the waiting reads, unless this has happened before. No read can join after this. */
    synchronized void close() {
        if (members == OPEN) {
            PendingGet newest = waiting.getAndSet(null);
            PendingGet[] taken = new PendingGet[places(newest)];
            int index = 0;
            for (PendingGet next = newest; next != null; next = next.before()) {
                taken[index++] = next;
            }
            values = new byte[taken.length][];
            members = taken;
        }
    }

    /**
     * Returns {@code GET} for a single reader: {@code MGET} would report a key of another type as absent instead of failing.
     */
    CommandType command() {
        int readers = members == OPEN ? places(waiting.get()) : members.length;
        return readers > 1 ? CommandType.MGET : CommandType.GET;
    }

    private static int places(@Nullable PendingGet newest) {
        return newest == null ? 0 : newest.place();
    }

    CommandArgs<byte[], byte[]> arguments() {
        CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        for (PendingGet member : members) {
            arguments.addKey(member.key());
        }
        return arguments;
    }

    @Override
    public void multi(int count) {
        // Discards a partial answer: Lettuce sends the command again after a reconnect.
        answered = 0;
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        if (answered < values.length) {
            values[answered] = bytes == null ? null : copy(bytes);
        }
        answered++;
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }

    /** Completes all reads with their values, or with {@code failure}. */
    void end(@Nullable Throwable failure) {
        close();
        PendingGet[] readers = members;
        if (failure == null && answered == readers.length) {
            for (int index = 0; index < readers.length; index++) {
                readers[index].complete(values[index]);
            }
            return;
        }
        Throwable cause = failure != null
                ? failure
                : new RedisException("Expected %d values in the answer to one MGET, found %d. Is this a Redis?"
                        .formatted(readers.length, answered));
        for (PendingGet reader : readers) {
            reader.completeExceptionally(cause);
        }
    }
}

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
 * The reads that share one command, and the decoder of its answer. Open until it is written or has failed, whichever comes
 * first; those may be two threads.
 */
final class GetBatch extends CommandOutput<byte[], byte[], Void> {

    /** What Redis does at once for one client must not hold up all others. */
    static final int MOST_KEYS = 256;

    private static final PendingGet[] OPEN = {};

    private final AtomicReference<@Nullable PendingGet> waiting;
    private volatile PendingGet[] members = OPEN;
    private byte[] @Nullable [] values = {};
    private int answered;

    /** @param waiting the newest of the reads that wait, to be emptied */
    GetBatch(AtomicReference<@Nullable PendingGet> waiting) {
        super(ByteArrayCodec.INSTANCE, null);
        this.waiting = waiting;
    }

    /** Takes the reads that wait, unless it has done so; nobody joins after that. */
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

    /** {@code GET} for a single reader: an MGET would answer a key of another type with nothing instead of an error. */
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
        // An answer that was cut off begins anew: Lettuce sends the command again when it is connected again.
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

    /** Hands out the values, or {@code failure} to each member. */
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

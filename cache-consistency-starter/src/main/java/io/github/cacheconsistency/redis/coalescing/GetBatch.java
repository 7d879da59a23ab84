package io.github.cacheconsistency.redis.coalescing;

import io.lettuce.core.RedisException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.tracing.TraceContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The reads that share one command, and the decoder of its answer. Used by one thread at a time: the one that sends it,
 * then the one that receives the answer.
 */
final class GetBatch extends CommandOutput<byte[], byte[], Void> {

    /** What Redis does at once for one client must not hold up all others. */
    static final int MOST_KEYS = 256;

    private final PendingGet[] members;
    private final byte[] @Nullable [] values;
    private final @Nullable PendingGet rest;
    private int answered;

    private GetBatch(PendingGet[] members, @Nullable PendingGet rest) {
        super(ByteArrayCodec.INSTANCE, null);
        this.members = members;
        this.values = new byte[members.length][];
        this.rest = rest;
    }

    /** Of {@code newest} and those that came before it, as many as one command takes; without those that gave up. */
    static GetBatch of(PendingGet newest) {
        PendingGet[] members = new PendingGet[size(newest)];
        int taken = 0;
        PendingGet next = newest;
        while (next != null && taken < members.length) {
            if (!next.isDone()) {
                members[taken++] = next;
            }
            next = next.before();
        }
        return new GetBatch(taken == members.length ? members : Arrays.copyOf(members, taken), next);
    }

    private static int size(PendingGet newest) {
        int size = 0;
        for (PendingGet next = newest; next != null && size < MOST_KEYS; next = next.before()) {
            size++;
        }
        return size;
    }

    /** The newest of those that found no room. */
    @Nullable
    PendingGet rest() {
        return rest;
    }

    boolean isEmpty() {
        return members.length == 0;
    }

    /** {@code GET} for a single reader: an MGET would answer a key of another type with nothing instead of an error. */
    CommandType command() {
        return members.length == 1 ? CommandType.GET : CommandType.MGET;
    }

    /** The command is a part of what that reader does who has waited longest. */
    @Nullable
    TraceContext trace() {
        return members[members.length - 1].trace();
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
        if (answered < members.length) {
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
        if (failure == null && answered == members.length) {
            for (int index = 0; index < members.length; index++) {
                members[index].complete(values[index]);
            }
            return;
        }
        Throwable cause = failure != null
                ? failure
                : new RedisException("Expected %d values in the answer to one MGET, found %d. Is this a Redis?"
                        .formatted(members.length, answered));
        for (PendingGet member : members) {
            member.completeExceptionally(cause);
        }
    }
}

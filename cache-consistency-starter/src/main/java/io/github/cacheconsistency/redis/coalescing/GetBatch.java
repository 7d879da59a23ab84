package io.github.cacheconsistency.redis.coalescing;

import io.lettuce.core.RedisException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reads that share one command, and the decoder of its answer. Used by one thread at a time: the one that sends it,
 * then the one that receives the answer.
 */
final class GetBatch extends CommandOutput<byte[], byte[], Void> {

    /** What Redis does at once for one client must not hold up all others. */
    static final int MOST_KEYS = 256;

    private final List<PendingGet> members = new ArrayList<>();
    private final List<byte @Nullable []> values = new ArrayList<>();
    private final @Nullable PendingGet rest;

    private GetBatch(PendingGet newest) {
        super(ByteArrayCodec.INSTANCE, null);
        PendingGet next = newest;
        while (next != null && members.size() < MOST_KEYS) {
            if (!next.isDone()) {
                members.add(next);
            }
            next = next.before();
        }
        this.rest = next;
    }

    /** Of {@code newest} and those that came before it, as many as one command takes; without those that gave up. */
    static GetBatch of(PendingGet newest) {
        return new GetBatch(newest);
    }

    /** The newest of those that found no room. */
    @Nullable
    PendingGet rest() {
        return rest;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** {@code GET} for a single reader: an MGET would answer a key of another type with nothing instead of an error. */
    CommandType command() {
        return members.size() == 1 ? CommandType.GET : CommandType.MGET;
    }

    CommandArgs<byte[], byte[]> arguments() {
        CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        members.forEach(member -> arguments.addKey(member.key()));
        return arguments;
    }

    @Override
    public void multi(int count) {
        // An answer that was cut off begins anew: Lettuce sends the command again when it is connected again.
        values.clear();
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            values.add(null);
            return;
        }
        byte[] value = new byte[bytes.remaining()];
        bytes.get(value);
        values.add(value);
    }

    /** Hands out the values, or {@code failure} to each member. */
    void end(@Nullable Throwable failure) {
        if (failure == null && values.size() == members.size()) {
            for (int index = 0; index < members.size(); index++) {
                members.get(index).complete(values.get(index));
            }
            return;
        }
        Throwable cause = failure != null
                ? failure
                : new RedisException("Expected %d values in the answer to one MGET, found %d. Is this a Redis?"
                        .formatted(members.size(), values.size()));
        members.forEach(member -> member.completeExceptionally(cause));
    }
}

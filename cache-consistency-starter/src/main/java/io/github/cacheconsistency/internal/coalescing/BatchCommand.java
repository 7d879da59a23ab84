package io.github.cacheconsistency.internal.coalescing;

import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.netty.buffer.ByteBuf;

/**
 * A command that determines its keys when it is first written. If it is written again after a lost connection, it has the same
 * keys.
 */
final class BatchCommand extends Command<byte[], byte[], Void> {

    private final GetBatch batch;

    BatchCommand(GetBatch batch) {
        super(CommandType.MGET, batch);
        this.batch = batch;
    }

    /** Returns the command, or the one that would be sent now, for observers of commands. */
    @Override
    public ProtocolKeyword getType() {
        return batch.command();
    }

    @Override
    public void encode(ByteBuf buffer) {
        batch.close();
        new Command<>(batch.command(), batch, batch.arguments()).encode(buffer);
    }
}

package io.github.cacheconsistency.internal.coalescing;

import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.netty.buffer.ByteBuf;

/** A command that decides when it is written which keys it asks for. Written again after a loss, it asks for the same. */
final class BatchCommand extends Command<byte[], byte[], Void> {

    private final GetBatch batch;

    BatchCommand(GetBatch batch) {
        super(CommandType.MGET, batch);
        this.batch = batch;
    }

    /** What is sent, or would be now: for those who watch commands. */
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

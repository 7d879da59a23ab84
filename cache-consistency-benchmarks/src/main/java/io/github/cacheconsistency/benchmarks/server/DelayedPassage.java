package io.github.cacheconsistency.benchmarks.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** One direction of a proxied connection, which forwards incoming bytes after the delay. */
final class DelayedPassage extends ChannelInboundHandlerAdapter {

    private final Channel otherSide;
    private final DelayLine line;

    DelayedPassage(Channel otherSide, DelayLine line) {
        this.otherSide = otherSide;
        this.line = line;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        line.add(() -> otherSide.writeAndFlush(bytes, otherSide.voidPromise()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        line.add(otherSide::close);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // If a connection breaks, both sides are closed; its owner reports it.
        context.close();
    }
}

package io.github.cacheconsistency.benchmarks.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Forwards bytes to a server on this machine and back, with the same delay each. Bytes in flight do not block each
 * other, so the proxy adds latency without limiting bandwidth; it only uses processor time.
 */
final class DelayProxy implements AutoCloseable {

    private final EventLoopGroup threads;
    private final DelayLine line;
    private final Channel listener;

    private DelayProxy(EventLoopGroup threads, DelayLine line, Channel listener) {
        this.threads = threads;
        this.line = line;
        this.listener = listener;
    }

    static DelayProxy start(Duration oneWay, int targetPort) {
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("delay-proxy", true), NioIoHandler.newFactory());
        DelayLine line = DelayLine.start(oneWay);
        InetAddress local = InetAddress.getLoopbackAddress();
        Channel listener = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // Reads start only after the connection to the server exists.
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        connect(client, line, new InetSocketAddress(local, targetPort));
                    }
                })
                .bind(local, 0)
                .syncUninterruptibly()
                .channel();
        return new DelayProxy(threads, line, listener);
    }

    private static void connect(SocketChannel client, DelayLine line, InetSocketAddress target) {
        new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new DelayedPassage(client, line))
                .connect(target)
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        client.close();
                        return;
                    }
                    client.pipeline().addLast(new DelayedPassage(connected.channel(), line));
                    client.config().setAutoRead(true);
                    connected.channel().config().setAutoRead(true);
                });
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        line.close();
    }
}

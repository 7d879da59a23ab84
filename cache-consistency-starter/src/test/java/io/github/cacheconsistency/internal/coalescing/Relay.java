package io.github.cacheconsistency.internal.coalescing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A proxy to a server on this machine. It can hold replies back, and can reset connections as a dying peer does. */
final class Relay implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition repliesMayGo = lock.newCondition();
    private boolean held;

    Relay(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The number of packets that went to the server. */
    long requests() {
        return requests.get();
    }

    /** The number of connections that were made. */
    int connections() {
        return connections.get();
    }

    void holdReplies() {
        hold(true);
    }

    void giveReplies() {
        hold(false);
    }

    /** Resets all connections, which clients see as an error. New connections work. */
    void reset() throws IOException {
        for (Socket socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException closedByThePump) {
                // The pump has closed it already.
            }
            socket.close();
        }
        giveReplies();
    }

    private void hold(boolean hold) {
        lock.lock();
        try {
            held = hold;
            repliesMayGo.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitReplies() {
        lock.lock();
        try {
            while (held) {
                repliesMayGo.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket redis = new Socket(InetAddress.getLoopbackAddress(), target);
                connections.incrementAndGet();
                sockets.add(client);
                sockets.add(redis);
                start(() -> pump(client, redis, requests::incrementAndGet));
                start(() -> pump(redis, client, this::awaitReplies));
            } catch (IOException closed) {
                // The client notices the closed connection.
                continue;
            }
        }
    }

    private void pump(Socket from, Socket to, Runnable before) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                before.run();
                out.write(buffer, 0, length);
            }
        } catch (IOException ended) {
            // Both sockets are closed in any case.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        reset();
    }
}

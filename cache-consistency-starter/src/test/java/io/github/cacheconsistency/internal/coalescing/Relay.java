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

/** The way to a server on this machine: it can keep replies back, and break as it does when a peer dies. */
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

    /** How many packets went to the server. */
    long requests() {
        return requests.get();
    }

    /** How many there were. */
    int connections() {
        return connections.get();
    }

    void holdReplies() {
        hold(true);
    }

    void giveReplies() {
        hold(false);
    }

    /** Ends all connections by a reset, which its clients see as an error; new ones work. */
    void reset() throws IOException {
        for (Socket socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException closedByThePump) {
                // Its other end was closed before.
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
                // The client sees that by itself.
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
            // Both ends are closed either way.
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

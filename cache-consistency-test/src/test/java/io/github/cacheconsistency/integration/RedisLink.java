package io.github.cacheconsistency.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The network between the application and Redis: a TCP proxy that a test can break. */
final class RedisLink implements AutoCloseable {

    private enum Mode {
        UP,
        REFUSING,
        HANGING,
        CUTTING_REPLIES
    }

    private final String host;
    private volatile int port;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition modeChanged = lock.newCondition();
    private Mode mode = Mode.UP;
    private boolean closed;

    RedisLink(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("redis-link", this::accept);
    }

    /** The real server behind the link. */
    String targetHost() {
        return host;
    }

    int targetPort() {
        return port;
    }

    /** Where the application connects to. */
    int port() {
        return server.getLocalPort();
    }

    /** Connections from now on lead to another server; those that stand stay where they are. */
    void leadTo(int otherPort) {
        port = otherPort;
    }

    /** Everything works. */
    void restore() {
        switchTo(Mode.UP);
    }

    /** Connections are closed as soon as they are opened, those that stand at once. */
    void refuse() {
        switchTo(Mode.REFUSING);
        dropConnections();
    }

    /** Connections stay open, but nothing comes through any more: half-open. */
    void hang() {
        switchTo(Mode.HANGING);
    }

    /** Every reply is cut after its first byte, with its connection. */
    void cutReplies() {
        switchTo(Mode.CUTTING_REPLIES);
    }

    /** How many packets the application sent so far. */
    int requests() {
        return requests.get();
    }

    private void switchTo(Mode next) {
        lock.lock();
        try {
            mode = next;
            modeChanged.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The mode, once it is not to wait any more. */
    private Mode awaitPassage() {
        lock.lock();
        try {
            while (mode == Mode.HANGING && !closed) {
                modeChanged.awaitUninterruptibly();
            }
            return mode;
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                if (awaitPassage() == Mode.REFUSING) {
                    close(client);
                    continue;
                }
                Socket redis = new Socket(host, port);
                sockets.add(redis);
                start("redis-link-requests", () -> pump(client, redis, false));
                start("redis-link-replies", () -> pump(redis, client, true));
            } catch (IOException closedOrRefused) {
                // The application sees a closed connection, which is what the test asked for.
                continue;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean replies) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (!replies) {
                    requests.incrementAndGet();
                }
                Mode passage = awaitPassage();
                if (passage == Mode.REFUSING) {
                    // Of a connection that was being made while the others were dropped.
                    return;
                }
                boolean cut = passage == Mode.CUTTING_REPLIES && replies;
                out.write(buffer, 0, cut ? 1 : length);
                out.flush();
                if (cut) {
                    return;
                }
            }
        } catch (IOException connectionEnded) {
            // Both ends are closed either way.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void dropConnections() {
        sockets.forEach(RedisLink::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        lock.lock();
        try {
            closed = true;
            modeChanged.signalAll();
        } finally {
            lock.unlock();
        }
        dropConnections();
    }
}

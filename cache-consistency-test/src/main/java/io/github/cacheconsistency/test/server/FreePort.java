package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.IntFunction;

/** Finds free ports. */
final class FreePort {

    private static final int ATTEMPTS = 3;
    private static final int PAIR_ATTEMPTS = 200;
    private static final int HIGHEST = 65_535;

    private FreePort() {}

    /**
     * Starts a server on a free port. Another process may take the port before the server uses it; so a failed start is
     * retried on another port, three attempts in all.
     */
    static <T> T start(IntFunction<T> start) {
        return start(0, start);
    }

    /** As {@link #start(IntFunction)}, but the port that is {@code offset} higher must be free as well. */
    static <T> T start(int offset, IntFunction<T> start) {
        for (int attempt = 1; ; attempt++) {
            int port = findWith(offset);
            try {
                return start.apply(port);
            } catch (TestServerException e) {
                if (isFree(port) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int findWith(int offset) {
        for (int attempt = 0; attempt < PAIR_ATTEMPTS; attempt++) {
            int port = find();
            if (offset == 0 || port + offset <= HIGHEST && isFree(port + offset)) {
                return port;
            }
        }
        throw new TestServerException(
                "Expected two free ports " + offset + " apart, found none in " + PAIR_ATTEMPTS + " attempts");
    }

    private static int find() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("The machine has no free port", e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() == port;
        } catch (IOException e) {
            return false;
        }
    }
}

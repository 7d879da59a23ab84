package io.github.cacheconsistency.test.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers that run in this JVM, the values that its application contexts share, and the number of open contexts.
 *
 * <p>Static on purpose: child processes live longer than every object and have to end with the JVM, whichever context,
 * test framework or main method started them.
 */
final class JvmServers {

    private static final Logger logger = LoggerFactory.getLogger(JvmServers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<AutoCloseable> OPEN = new LinkedHashSet<>();
    private static final Map<String, Object> SHARED = new HashMap<>();
    private static int contexts;
    private static boolean hooked;

    private JvmServers() {}

    static synchronized void add(AutoCloseable server) {
        if (!hooked) {
            Runtime.getRuntime().addShutdownHook(new Thread(JvmServers::closeAll, "test-servers-shutdown"));
            hooked = true;
        }
        OPEN.add(server);
    }

    static synchronized void remove(AutoCloseable server) {
        OPEN.remove(server);
    }

    /**
     * A value that the first caller creates, for all contexts of the JVM. Contexts do not know each other, and without
     * a test framework, as in a main method, no other object could hold the value.
     */
    @SuppressWarnings("unchecked")
    static <T> T shared(String name, Supplier<T> maker) {
        // Not the monitor of the other methods, because the supplier takes seconds and calls add.
        synchronized (SHARED) {
            Object value = SHARED.get(name);
            if (value == null) {
                value = maker.get();
                SHARED.put(name, value);
            }
            return (T) value;
        }
    }

    static synchronized void contextOpened() {
        contexts++;
    }

    static synchronized void contextClosed() {
        contexts--;
        JvmServers.class.notifyAll();
    }

    private static void closeAll() {
        for (AutoCloseable server : afterTheContexts()) {
            try {
                server.close();
            } catch (Exception e) {
                logger.warn("A test server could not be closed", e);
            }
        }
    }

    /**
     * Waits for open contexts: shutdown hooks run concurrently, and contexts use the servers until Spring has closed
     * them.
     */
    private static synchronized List<AutoCloseable> afterTheContexts() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long left = PATIENCE.toMillis();
        while (contexts > 0 && left > 0) {
            try {
                JvmServers.class.wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        }
        return new ArrayList<>(OPEN);
    }
}

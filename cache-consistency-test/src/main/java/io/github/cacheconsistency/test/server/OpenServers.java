package io.github.cacheconsistency.test.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers that run, and how many application contexts use them.
 *
 * <p>Static on purpose: child processes outlive every object and end with the JVM, so what must end them belongs to the
 * JVM, whichever context, test framework or main method started them.
 */
final class OpenServers {

    private static final Logger logger = LoggerFactory.getLogger(OpenServers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<AutoCloseable> OPEN = new LinkedHashSet<>();
    private static int contexts;
    private static boolean hooked;

    private OpenServers() {}

    static synchronized void add(AutoCloseable server) {
        if (!hooked) {
            Runtime.getRuntime().addShutdownHook(new Thread(OpenServers::closeAll, "test-servers-shutdown"));
            hooked = true;
        }
        OPEN.add(server);
    }

    static synchronized void remove(AutoCloseable server) {
        OPEN.remove(server);
    }

    static synchronized void contextOpened() {
        contexts++;
    }

    static synchronized void contextClosed() {
        contexts--;
        OpenServers.class.notifyAll();
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

    /** Shutdown hooks run side by side: Spring closes its contexts in one of them, and they still use the servers. */
    private static synchronized List<AutoCloseable> afterTheContexts() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long left = PATIENCE.toMillis();
        while (contexts > 0 && left > 0) {
            try {
                OpenServers.class.wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        }
        List<AutoCloseable> servers = new ArrayList<>(OPEN);
        return servers;
    }
}

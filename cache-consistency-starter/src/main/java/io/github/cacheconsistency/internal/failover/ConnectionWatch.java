package io.github.cacheconsistency.internal.failover;

import java.util.function.Predicate;

/**
 * Reports lost connections to Redis at once, if the client supports that. Without it, only the next periodic check detects a
 * restart. Implementations are thread-safe.
 */
public interface ConnectionWatch {

    /** The watch for a client that does not report lost connections. */
    ConnectionWatch NONE = new ConnectionWatch() {
        @Override
        public void attach(Predicate<ServerIdentity> known, Runnable lost) {}

        @Override
        public void refreshTopology() {}
    };

    /**
     * Starts to watch the connections of the client in its present state. May be called repeatedly.
     *
     * @param known returns whether the keys of a server were verified
     * @param lost called before a different server can answer any command; must not block
     */
    void attach(Predicate<ServerIdentity> known, Runnable lost);

    /** Asks a Redis Cluster for its current masters. Does nothing for other setups. Does not throw. */
    void refreshTopology();
}

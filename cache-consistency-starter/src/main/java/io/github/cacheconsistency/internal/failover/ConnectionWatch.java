package io.github.cacheconsistency.internal.failover;

import java.util.function.Predicate;

/**
 * Tells at once when a connection to Redis was lost, where the client can tell that. Without it a restart is noticed by
 * the next periodic check only.
 */
public interface ConnectionWatch {

    /** Of a client that tells nothing. */
    ConnectionWatch NONE = new ConnectionWatch() {
        @Override
        public void attach(Predicate<ServerIdentity> known, Runnable lost) {}

        @Override
        public void refreshTopology() {}
    };

    /**
     * Begins to watch the connections of the client as it is now; may be called again and again.
     *
     * @param known whether a server is one whose keys were verified
     * @param lost called before any command can be answered by another server than before; must not block
     */
    void attach(Predicate<ServerIdentity> known, Runnable lost);

    /** Asks the cluster, if it is one, who its masters are now. Does not throw. */
    void refreshTopology();
}

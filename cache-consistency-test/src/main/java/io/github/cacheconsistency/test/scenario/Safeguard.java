package io.github.cacheconsistency.test.scenario;

/** What a service may have beside its strategy, against faults that no strategy can mend alone. */
public enum Safeguard {
    /** Invalidations are part of the transaction, and come even if their writer dies. */
    OUTBOX("outbox"),
    /** Entries of a Redis that was restarted or failed over are distrusted and removed. */
    FAILOVER_WATCH("failover watch"),
    /** Invalidations leave a fence that keeps loads from a lagging replica of the database out of the cache. */
    REPLICA_LAG("replica-lag");

    private final String title;

    Safeguard(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}

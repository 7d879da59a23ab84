package io.github.cacheconsistency.test.scenario;

/** An option beside the strategy, against faults that no strategy handles alone. */
public enum Safeguard {
    /** Invalidations are rows of the transaction, and are executed even if their writer dies. */
    OUTBOX("outbox"),
    /** After a restart or failover of Redis, its entries are not trusted and are removed. */
    FAILOVER_WATCH("failover watch"),
    /** Invalidations leave a tombstone, which prevents fills by loads from a lagging replica of the database. */
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

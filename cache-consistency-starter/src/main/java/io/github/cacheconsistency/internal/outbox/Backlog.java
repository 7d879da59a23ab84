package io.github.cacheconsistency.internal.outbox;

/**
 * The invalidations that are committed to the outbox and may not have reached Redis yet, including those of other nodes
 * (docs/protocols.md, "Outbox"). After an outage of Redis, readers mark the backlog as soon as Redis answers, and read through
 * until that mark is drained. Thread-safe.
 */
@FunctionalInterface
public interface Backlog {

    /** For an application without an outbox: there is nothing to wait for. */
    Backlog NONE = () -> () -> true;

    /** Marks everything that is committed by now. It sends no query, so it does not fail. */
    Mark mark();

    /** A point in the backlog. Thread-safe. */
    @FunctionalInterface
    interface Mark {

        /**
         * Returns whether Redis has accepted all invalidations that were committed before {@link Backlog#mark()} was called.
         * Sends one query; returns {@code false} if the database does not answer. Once {@code true}, it stays {@code true}.
         * Rows that are committed later do not count, so this becomes {@code true} under load as well.
         */
        boolean isDrained();
    }
}

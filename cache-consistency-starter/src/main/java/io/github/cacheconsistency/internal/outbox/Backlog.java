package io.github.cacheconsistency.internal.outbox;

/**
 * The invalidations that are committed to the outbox and may not have reached Redis yet, those of other nodes included
 * (docs/protocols.md, "Outbox"). After an outage of Redis, readers mark the backlog as soon as it answers and read
 * through until that mark is drained. Thread-safe.
 */
@FunctionalInterface
public interface Backlog {

    /** Of an application without an outbox: nothing to wait for. */
    Backlog NONE = () -> () -> true;

    /** Marks everything that is committed by now. It asks nobody, so it does not fail. */
    Mark mark();

    /** A point in the backlog. */
    @FunctionalInterface
    interface Mark {

        /**
         * Whether all invalidations that were committed before {@link Backlog#mark()} was called have been taken by Redis.
         * One query; {@code false} also if the database does not answer. Once {@code true} it stays {@code true}. Rows
         * that are committed later do not count, so this becomes true under load as well.
         */
        boolean isDrained();
    }
}

package io.github.cacheconsistency.internal.outbox;

import io.github.cacheconsistency.internal.cache.Invalidation;
import java.util.Collection;
import java.util.Map;

/**
 * Stores invalidations as part of the transaction that requires them, so that neither a crash nor a failure of Redis loses one
 * (docs/protocols.md, "Outbox"). Thread-safe.
 */
public interface Outbox {

    /** For an application without an outbox. */
    Outbox OFF = new NoOutbox();

    /** Returns whether there is an outbox. If not, only {@link #remove} and {@link #writeAlone} may be called. */
    boolean isEnabled();

    /**
     * Writes rows in the active transaction, with one statement unless there are very many.
     *
     * @return the ids of the rows as far as the database reports them; rows with unknown ids are left to the relay
     * @throws IllegalStateException if the active transaction has no connection to the database of the outbox
     * @throws org.springframework.dao.DataAccessException if the database fails; the transaction must not commit then
     */
    Map<Invalidation, Long> write(Collection<Invalidation> invalidations);

    /**
     * Writes rows in a separate transaction.
     *
     * @return whether they are written; {@code false} if the database fails, which throws no exception
     */
    boolean writeAlone(Collection<Invalidation> invalidations);

    /** Removes rows whose invalidations are done. The removal happens soon, on another thread; this never waits. */
    void remove(Collection<Long> ids);
}

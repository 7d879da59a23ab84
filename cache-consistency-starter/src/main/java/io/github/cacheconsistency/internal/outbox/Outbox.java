package io.github.cacheconsistency.internal.outbox;

import io.github.cacheconsistency.internal.cache.Invalidation;
import java.util.Collection;
import java.util.Map;

/**
 * Where invalidations are written down as a part of the transaction that makes them necessary, so that neither a crash nor
 * a failure of Redis loses one (docs/protocols.md, "Outbox"). Thread-safe.
 */
public interface Outbox {

    /** Of an application that has none. */
    Outbox OFF = new NoOutbox();

    /** Whether there is an outbox; nothing else may be called otherwise but {@link #remove} and {@link #writeAlone}. */
    boolean isEnabled();

    /**
     * Writes rows in the active transaction, with one statement unless there are very many.
     *
     * @return the ids of the rows, as far as the database tells them; a row of unknown id is left to the relay
     * @throws IllegalStateException if the active transaction has no connection to the database of the outbox
     * @throws org.springframework.dao.DataAccessException if the database fails; the transaction must not commit then
     */
    Map<Invalidation, Long> write(Collection<Invalidation> invalidations);

    /**
     * Writes rows in a transaction of their own.
     *
     * @return whether they are written; a failure of the database is no exception here
     */
    boolean writeAlone(Collection<Invalidation> invalidations);

    /** Removes rows soon, on another thread: their invalidations are done. Never waits. */
    void remove(Collection<Long> ids);
}

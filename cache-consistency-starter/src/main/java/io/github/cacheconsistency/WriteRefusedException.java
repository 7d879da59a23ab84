package io.github.cacheconsistency;

import java.util.Collection;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * A transaction was rolled back because Redis did not take its invalidations, and its strategy must not commit without
 * them. Nothing was changed; the write may be tried again.
 */
public class WriteRefusedException extends TransientDataAccessResourceException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the keys in its message.
     *
     * @param keys whose invalidations Redis did not take
     * @param cause what Redis, or the connection to it, answered
     */
    public WriteRefusedException(Collection<CacheKey> keys, Throwable cause) {
        super(
                ("Expected Redis to take the invalidation of %s before the commit, but it failed. The transaction is rolled"
                                + " back: try again when Redis answers.")
                        .formatted(keys),
                cause);
    }
}

package io.github.cacheconsistency.internal.load;

import java.time.Duration;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * A read failed because no turn to load was free in time and {@code load.when-full} is {@code fail}. Its type is that of the
 * failures of an exhausted connection pool.
 */
public final class TooManyLoadsException extends TransientDataAccessResourceException {

    private static final long serialVersionUID = 1L;

    TooManyLoadsException(String cacheName, int maxConcurrent, Duration maxWait) {
        super(
                ("Expected to load an entry of cache '%s' within %s, but all %d concurrent loads of it were taken%s. Raise"
                                + " cache-consistency.load.max-concurrent if the connection pool has room, or"
                                + " cache-consistency.load.max-wait; with cache-consistency.load.when-full=proceed the read"
                                + " would go on.")
                        .formatted(
                                cacheName,
                                maxWait,
                                maxConcurrent,
                                Thread.currentThread().isInterrupted() ? ", and the thread was interrupted" : ""));
    }
}

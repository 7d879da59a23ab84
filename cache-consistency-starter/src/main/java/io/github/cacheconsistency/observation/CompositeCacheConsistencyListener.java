package io.github.cacheconsistency.observation;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Calls several listeners in order. An exception from a listener affects neither the other listeners nor the caller: it
 * is logged with its stack trace, at WARN at most once per interval. Thread-safe; allocates nothing per event.
 */
public final class CompositeCacheConsistencyListener implements CacheConsistencyListener {

    private static final Logger LOG = LoggerFactory.getLogger(CompositeCacheConsistencyListener.class);

    private final CacheConsistencyListener[] listeners;
    private final LogThrottle failures;

    /**
     * Creates the listener.
     *
     * @param listeners the listeners to call
     * @param timeSource measures the interval
     * @param interval the minimum time between two warnings about failures of listeners
     */
    public CompositeCacheConsistencyListener(
            Collection<? extends CacheConsistencyListener> listeners, TimeSource timeSource, Duration interval) {
        this.listeners = List.copyOf(listeners).toArray(CacheConsistencyListener[]::new);
        // Not scheduled, so that the report of a failure does not depend on the time source.
        this.failures = new LogThrottle(
                timeSource,
                interval,
                false,
                count -> LOG.warn("Cache consistency listeners failed {} more times since the last message", count));
    }

    @Override
    public void onRead(CacheKey key, ReadOutcome outcome) {
        for (CacheConsistencyListener listener : listeners) {
            try {
                listener.onRead(key, outcome);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    @Override
    public void onLoadBeyondLimit(CacheKey key) {
        for (CacheConsistencyListener listener : listeners) {
            try {
                listener.onLoadBeyondLimit(key);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    @Override
    public void onFill(CacheKey key, FillOutcome outcome) {
        for (CacheConsistencyListener listener : listeners) {
            try {
                listener.onFill(key, outcome);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    @Override
    public void onInvalidation(CacheKey key, InvalidationOutcome outcome) {
        for (CacheConsistencyListener listener : listeners) {
            try {
                listener.onInvalidation(key, outcome);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    @Override
    public void onCorruptValue(CacheKey key, Exception cause) {
        for (CacheConsistencyListener listener : listeners) {
            try {
                listener.onCorruptValue(key, cause);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    @Override
    public void onOutbox(OutboxOutcome outcome, long rows) {
        for (CacheConsistencyListener listener : listeners) {
            try {
                listener.onOutbox(outcome, rows);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    @Override
    public void onOutboxFailure(Exception cause) {
        for (CacheConsistencyListener listener : listeners) {
            try {
                listener.onOutboxFailure(cause);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    @Override
    public void onTrust(TrustOutcome outcome, int caches) {
        for (CacheConsistencyListener listener : listeners) {
            try {
                listener.onTrust(outcome, caches);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    @Override
    public void onRead(CacheKey key, ReadOutcome outcome, Exception cause) {
        for (CacheConsistencyListener listener : listeners) {
            try {
                listener.onRead(key, outcome, cause);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    @Override
    public void onFill(CacheKey key, FillOutcome outcome, Exception cause) {
        for (CacheConsistencyListener listener : listeners) {
            try {
                listener.onFill(key, outcome, cause);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    @Override
    public void onInvalidation(CacheKey key, InvalidationOutcome outcome, Exception cause) {
        for (CacheConsistencyListener listener : listeners) {
            try {
                listener.onInvalidation(key, outcome, cause);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    @Override
    public void onTrust(TrustOutcome outcome, int caches, Exception cause) {
        for (CacheConsistencyListener listener : listeners) {
            try {
                listener.onTrust(outcome, caches, cause);
            } catch (RuntimeException failure) {
                report(listener, failure);
            }
        }
    }

    private void report(CacheConsistencyListener listener, RuntimeException failure) {
        LOG.atLevel(failures.admit() ? Level.WARN : Level.DEBUG)
                .setCause(failure)
                .log(
                        "The cache consistency listener {} failed",
                        listener.getClass().getName());
    }
}

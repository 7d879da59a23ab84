package io.github.cacheconsistency.internal.write;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.InvalidationOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.DelayedInvalidation;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second deletes of {@code delayed-double-delete}. A failed delete is retried like any other invalidation. Thread-safe. */
public final class DelayedInvalidations implements DelayedInvalidation {

    private static final Logger log = LoggerFactory.getLogger(DelayedInvalidations.class);

    private final CacheStore store;
    private final TimeSource time;
    private final int maxWaiting;
    private final PendingInvalidations pending;
    private final CacheConsistencyListener listener;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param maxWaiting maximum number of waiting invalidations; further ones run at once, on the writer's thread
     */
    public DelayedInvalidations(
            CacheStore store,
            TimeSource time,
            int maxWaiting,
            PendingInvalidations pending,
            CacheConsistencyListener listener) {
        this.store = store;
        this.time = time;
        this.maxWaiting = maxWaiting;
        this.pending = pending;
        this.listener = listener;
    }

    @Override
    public void invalidateLater(Collection<CacheKey> keys, Duration delay) {
        List<CacheKey> copy = List.copyOf(keys);
        later(delay, () -> invalidate(copy));
    }

    @Override
    public void clearLater(String cacheName, byte[] pattern, Duration delay) {
        CacheKey all = new CacheKey(cacheName, pattern);
        later(delay, () -> clear(all));
    }

    private void later(Duration delay, Runnable invalidation) {
        Runnable counted = () -> {
            waiting.decrementAndGet();
            invalidation.run();
        };
        if (waiting.incrementAndGet() > maxWaiting) {
            log.debug("More than {} delayed invalidations are waiting: one happens early", maxWaiting);
            counted.run();
        } else {
            time.schedule(counted, delay);
        }
    }

    private void invalidate(List<CacheKey> keys) {
        try {
            store.invalidate(keys);
            keys.forEach(key -> listener.onInvalidation(key, InvalidationOutcome.SUCCEEDED));
        } catch (RuntimeException redisFailure) {
            log.debug("A delayed invalidation failed", redisFailure);
            pending.add(keys, redisFailure);
        }
    }

    private void clear(CacheKey pattern) {
        try {
            store.invalidateMatching(pattern.cacheName(), pattern.bytes());
            listener.onInvalidation(pattern, InvalidationOutcome.SUCCEEDED);
        } catch (RuntimeException redisFailure) {
            log.debug("A delayed removal of all keys failed", redisFailure);
            pending.addPattern(pattern, redisFailure);
        }
    }
}

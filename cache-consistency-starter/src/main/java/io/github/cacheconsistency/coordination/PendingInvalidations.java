package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.InvalidationOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.CacheStore;
import io.github.cacheconsistency.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Invalidations that Redis refused after a commit, retried until Redis takes them. Thread-safe.
 *
 * <p>Invariant: from the failure until the retry succeeds this node does not read the key from the cache. Other nodes
 * do not know of it; they need the time-to-live, or a durable outbox.
 *
 * <p>Memory is bounded: when too many keys are waiting, those of a cache are replaced by one removal of all its keys.
 */
public final class PendingInvalidations implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PendingInvalidations.class);
    private static final int BATCH = 500;
    private static final int LONGEST_BACKOFF = 4;

    private final CacheStore store;
    private final TimeSource time;
    private final Duration interval;
    private final int maxKeys;
    private final Function<String, CacheKey> allKeysOf;
    private final CacheConsistencyListener listener;

    /** The value is the number of the latest failure, so that a retry removes only what it has really repeated. */
    private final Map<CacheKey, Long> keys = new ConcurrentHashMap<>();

    private final Map<CacheKey, Long> patterns = new ConcurrentHashMap<>();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicBoolean retryScheduled = new AtomicBoolean();
    private volatile int backoff = 1;
    private volatile boolean paused;
    private volatile boolean closed;

    /**
     * @param interval time between retries; up to four times as long while Redis stays away
     * @param maxKeys how many single keys may wait
     * @param allKeysOf the pattern that matches all keys of a cache, by the cache's name
     */
    public PendingInvalidations(
            CacheStore store,
            TimeSource time,
            Duration interval,
            int maxKeys,
            Function<String, CacheKey> allKeysOf,
            CacheConsistencyListener listener) {
        this.store = store;
        this.time = time;
        this.interval = interval;
        this.maxKeys = maxKeys;
        this.allKeysOf = allKeysOf;
        this.listener = listener;
    }

    /** Whether {@code key} must not be read from the cache yet. */
    public boolean contains(CacheKey key) {
        return keys.containsKey(key)
                || !patterns.isEmpty()
                        && patterns.keySet().stream()
                                .anyMatch(pattern -> pattern.cacheName().equals(key.cacheName()));
    }

    /** How many invalidations are waiting; a pattern counts as one. */
    public int size() {
        return keys.size() + patterns.size();
    }

    void add(Collection<CacheKey> failed) {
        failed.forEach(key -> {
            keys.put(key, failures.incrementAndGet());
            listener.onInvalidation(key, InvalidationOutcome.FAILED);
        });
        if (keys.size() > maxKeys) {
            collapse();
        }
        scheduleRetry();
    }

    void addPattern(CacheKey pattern) {
        patterns.put(pattern, failures.incrementAndGet());
        listener.onInvalidation(pattern, InvalidationOutcome.FAILED);
        scheduleRetry();
    }

    private void collapse() {
        keys.keySet().stream()
                .collect(Collectors.groupingBy(CacheKey::cacheName))
                .forEach((cacheName, collapsed) -> {
                    log.warn(
                            "More than {} invalidations are waiting for Redis: all keys of cache '{}' will be removed instead",
                            maxKeys,
                            cacheName);
                    // The pattern first: a reader must always find the key distrusted by one of the two.
                    patterns.put(allKeysOf.apply(cacheName), failures.incrementAndGet());
                    collapsed.forEach(keys::remove);
                });
    }

    private void scheduleRetry() {
        if (!paused && !closed && retryScheduled.compareAndSet(false, true)) {
            time.schedule(this::retry, interval.multipliedBy(backoff));
        }
    }

    private void retry() {
        retryScheduled.set(false);
        boolean drained = drain();
        backoff = drained ? 1 : Math.min(LONGEST_BACKOFF, backoff * 2);
        if (size() > 0) {
            scheduleRetry();
        }
    }

    private boolean drain() {
        try {
            for (Map.Entry<CacheKey, Long> pattern : List.copyOf(patterns.entrySet())) {
                store.invalidateMatching(
                        pattern.getKey().cacheName(), pattern.getKey().bytes());
                recovered(patterns, pattern);
            }
            while (!keys.isEmpty()) {
                List<Map.Entry<CacheKey, Long>> batch = keys.entrySet().stream()
                        .limit(BATCH)
                        .map(Map.Entry::copyOf)
                        .toList();
                store.invalidate(batch.stream().map(Map.Entry::getKey).toList());
                batch.forEach(entry -> recovered(keys, entry));
            }
            return true;
        } catch (RuntimeException redisFailure) {
            log.debug("Redis still does not take invalidations; {} are waiting", size(), redisFailure);
            return false;
        }
    }

    private void recovered(Map<CacheKey, Long> waiting, Map.Entry<CacheKey, Long> done) {
        if (waiting.remove(done.getKey(), done.getValue())) {
            listener.onInvalidation(done.getKey(), InvalidationOutcome.RECOVERED);
        }
    }

    /** Tries once more, and then not again until {@link #resume()}. */
    public void pause() {
        paused = true;
        drain();
    }

    /** Retries again. */
    public void resume() {
        paused = false;
        if (size() > 0) {
            scheduleRetry();
        }
    }

    /** Tries once more, then reports what is lost. */
    @Override
    public void close() {
        closed = true;
        if (size() > 0 && !drain()) {
            keys.keySet().forEach(key -> listener.onInvalidation(key, InvalidationOutcome.LOST));
            patterns.keySet().forEach(pattern -> listener.onInvalidation(pattern, InvalidationOutcome.LOST));
            // Closed twice, by the end of the application and by that of the bean: each is lost once.
            keys.clear();
            patterns.clear();
        }
    }
}

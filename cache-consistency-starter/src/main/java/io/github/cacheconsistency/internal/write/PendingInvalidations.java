package io.github.cacheconsistency.internal.write;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.InvalidationOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.Invalidation;
import io.github.cacheconsistency.observation.FailureText;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Invalidations that failed in Redis after a commit. They are retried until Redis accepts them. Thread-safe.
 *
 * <p>Invariant: from the failure until a retry succeeds, this node does not read the key from the cache. Other nodes do not
 * know about the failure; they need the time-to-live or the outbox.
 *
 * <p>Memory is bounded: if too many keys are waiting, those of a cache are replaced by one removal of all its keys.
 */
public final class PendingInvalidations implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PendingInvalidations.class);
    private static final int BATCH = 500;
    private static final int LONGEST_BACKOFF = 4;

    private final CacheStore store;
    private final TimeSource time;
    private final Duration interval;
    private final int maxKeys;
    private final UnaryOperator<CacheKey> allKeysLike;
    private final CacheConsistencyListener listener;

    /**
     * A waiting invalidation.
     *
     * @param failure the number of the latest failure, so that a retry removes only the failures that it has repeated
     * @param durable whether the outbox contains the invalidation as well
     */
    private record Waiting(long failure, boolean durable) {}

    private final Map<CacheKey, Waiting> keys = new ConcurrentHashMap<>();
    private final Map<CacheKey, Waiting> patterns = new ConcurrentHashMap<>();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicBoolean retryScheduled = new AtomicBoolean();
    private volatile int backoff = 1;

    /** The latest failure; not {@code null} while invalidations are waiting. */
    private volatile @Nullable Exception latestCause;

    private volatile boolean paused;
    private volatile boolean closed;

    /**
     * @param interval time between retries; increases up to fourfold while Redis fails
     * @param maxKeys maximum number of single keys that may wait
     * @param allKeysLike returns the pattern that matches all keys of the cache that a key belongs to
     */
    public PendingInvalidations(
            CacheStore store,
            TimeSource time,
            Duration interval,
            int maxKeys,
            UnaryOperator<CacheKey> allKeysLike,
            CacheConsistencyListener listener) {
        this.store = store;
        this.time = time;
        this.interval = interval;
        this.maxKeys = maxKeys;
        this.allKeysLike = allKeysLike;
        this.listener = listener;
    }

    /** Returns whether {@code key} must not be read from the cache yet. */
    public boolean contains(CacheKey key) {
        return keys.containsKey(key)
                || !patterns.isEmpty()
                        && patterns.keySet().stream()
                                .anyMatch(pattern -> pattern.cacheName().equals(key.cacheName()));
    }

    /** Returns the number of waiting invalidations; a pattern counts as one. */
    public int size() {
        return keys.size() + patterns.size();
    }

    void add(Collection<CacheKey> failed, Exception cause) {
        add(failed.stream().map(Invalidation::of).toList(), InvalidationOutcome.FAILED, false, cause);
    }

    void addPattern(CacheKey pattern, Exception cause) {
        add(List.of(Invalidation.matching(pattern)), InvalidationOutcome.FAILED, false, cause);
    }

    /**
     * Adds failed invalidations, reports them and schedules a retry.
     *
     * @param reported the outcome to report to listeners
     * @param durable whether the outbox contains all of them, so that none is lost when this process ends
     * @param cause the failure of Redis
     */
    void add(Collection<Invalidation> failed, InvalidationOutcome reported, boolean durable, Exception cause) {
        if (failed.isEmpty()) {
            return;
        }
        latestCause = cause;
        failed.forEach(invalidation -> {
            waitingLike(invalidation).put(invalidation.key(), new Waiting(failures.incrementAndGet(), durable));
            listener.onInvalidation(invalidation.key(), reported, cause);
        });
        if (keys.size() > maxKeys) {
            collapse();
        }
        scheduleRetry();
    }

    /** Notes that invalidations have been written to the outbox in the meantime. */
    void becameDurable(Collection<Invalidation> written) {
        written.forEach(invalidation -> waitingLike(invalidation)
                .computeIfPresent(invalidation.key(), (key, waiting) -> new Waiting(waiting.failure(), true)));
    }

    private Map<CacheKey, Waiting> waitingLike(Invalidation invalidation) {
        return invalidation.isPattern() ? patterns : keys;
    }

    private void collapse() {
        keys.entrySet().stream()
                .map(Map.Entry::copyOf)
                .collect(Collectors.groupingBy(entry -> allKeysLike.apply(entry.getKey())))
                .forEach((pattern, collapsed) -> {
                    log.warn(
                            "More than {} invalidations are waiting for Redis: all keys of cache '{}' will be removed instead{}",
                            maxKeys,
                            pattern.cacheName(),
                            FailureText.of(latestCause));
                    boolean durable = collapsed.stream()
                            .allMatch(entry -> entry.getValue().durable());
                    // The pattern is added first, so that at any time the key is in one of the two maps.
                    patterns.merge(
                            pattern,
                            new Waiting(failures.incrementAndGet(), durable),
                            (before, now) -> new Waiting(now.failure(), before.durable() && now.durable()));
                    collapsed.forEach(entry -> keys.remove(entry.getKey()));
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
            for (Map.Entry<CacheKey, Waiting> pattern : List.copyOf(patterns.entrySet())) {
                store.invalidateMatching(
                        pattern.getKey().cacheName(), pattern.getKey().bytes());
                recovered(patterns, pattern);
            }
            while (!keys.isEmpty()) {
                List<Map.Entry<CacheKey, Waiting>> batch = keys.entrySet().stream()
                        .limit(BATCH)
                        .map(Map.Entry::copyOf)
                        .toList();
                store.invalidate(batch.stream().map(Map.Entry::getKey).toList());
                batch.forEach(entry -> recovered(keys, entry));
            }
            return true;
        } catch (RuntimeException redisFailure) {
            latestCause = redisFailure;
            log.debug("Redis still does not take invalidations; {} are waiting", size(), redisFailure);
            return false;
        }
    }

    private void recovered(Map<CacheKey, Waiting> waiting, Map.Entry<CacheKey, Waiting> done) {
        if (waiting.remove(done.getKey(), done.getValue())) {
            listener.onInvalidation(done.getKey(), InvalidationOutcome.RECOVERED);
        }
    }

    /** Tries once more, then stops retrying until {@link #resume()}. */
    public void pause() {
        paused = true;
        drain();
    }

    /** Starts retrying again. */
    public void resume() {
        paused = false;
        if (size() > 0) {
            scheduleRetry();
        }
    }

    /**
     * Tries once more, then reports the invalidations that are lost. Those in the outbox are not lost: other nodes relay them
     * as well.
     */
    @Override
    public void close() {
        closed = true;
        if (size() > 0 && !drain()) {
            reportLost(keys);
            reportLost(patterns);
        }
    }

    private void reportLost(Map<CacheKey, Waiting> given) {
        Exception cause = Objects.requireNonNull(latestCause, "what waits has failed");
        given.forEach((key, waiting) -> {
            if (!waiting.durable()) {
                listener.onInvalidation(key, InvalidationOutcome.LOST, cause);
            }
        });
        // This may be closed twice, by the end of the application and as a bean, but each loss is reported once.
        given.clear();
    }
}

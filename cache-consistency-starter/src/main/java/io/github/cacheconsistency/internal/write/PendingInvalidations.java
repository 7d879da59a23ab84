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
    private final UnaryOperator<CacheKey> allKeysLike;
    private final CacheConsistencyListener listener;

    /**
     * What waits.
     *
     * @param failure the number of the latest failure, so that a retry removes only what it has really repeated
     * @param durable whether the outbox has it as well
     */
    private record Waiting(long failure, boolean durable) {}

    private final Map<CacheKey, Waiting> keys = new ConcurrentHashMap<>();
    private final Map<CacheKey, Waiting> patterns = new ConcurrentHashMap<>();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicBoolean retryScheduled = new AtomicBoolean();
    private volatile int backoff = 1;

    /** Why invalidations are waiting; there is one as soon as any is. */
    private volatile @Nullable Exception latestCause;

    private volatile boolean paused;
    private volatile boolean closed;

    /**
     * @param interval time between retries; up to four times as long while Redis stays away
     * @param maxKeys how many single keys may wait
     * @param allKeysLike the pattern that matches all keys of the cache that a key belongs to
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

    void add(Collection<CacheKey> failed, Exception cause) {
        add(failed.stream().map(Invalidation::of).toList(), InvalidationOutcome.FAILED, false, cause);
    }

    void addPattern(CacheKey pattern, Exception cause) {
        add(List.of(Invalidation.matching(pattern)), InvalidationOutcome.FAILED, false, cause);
    }

    /**
     * @param reported what listeners are told
     * @param durable whether all of them stand in the outbox, so that the end of this process loses none
     * @param cause what Redis answered
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

    /** These have been written to the outbox meanwhile. */
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
                    // The pattern first: a reader must always find the key distrusted by one of the two.
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

    /** Tries once more, then reports what is lost: not what stands in the outbox, which other nodes relay too. */
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
        // Closed twice, by the end of the application and by that of the bean: each is lost once.
        given.clear();
    }
}

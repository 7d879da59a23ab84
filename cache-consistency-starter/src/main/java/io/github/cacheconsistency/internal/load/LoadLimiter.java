package io.github.cacheconsistency.internal.load;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Limits the number of concurrent loads of each cache on this node, so that a cold or unreachable cache does not exhaust the
 * database's connection pool. Thread-safe.
 *
 * <p>Each cache has its own limit: a load may wait for loads of other caches on other threads, and slow loads of one cache must
 * not delay those of another. Loads of one cache can still wait for each other on different threads, so a load waits for its
 * turn at most {@code maxWait}. After that it proceeds without a turn or fails, as configured.
 *
 * <p>Invariant: a thread waits for a turn only while it holds none, and never inside a transaction: it would hold a connection
 * that loads with a turn may need.
 */
public final class LoadLimiter {

    /** What happens to a load that gets no turn in time. */
    public enum WhenFull {
        /** The load proceeds. */
        PROCEED,
        /** The read fails. */
        FAIL
    }

    private final int maxConcurrent;
    private final Duration maxWait;
    private final WhenFull whenFull;
    private final TimeSource time;
    private final CacheConsistencyListener listener;
    private final Map<String, Permits> byCache = new ConcurrentHashMap<>();
    private final ThreadLocal<Integer> held = ThreadLocal.withInitial(() -> 0);

    /**
     * @param maxConcurrent maximum number of concurrent loads of one cache
     * @param maxWait maximum time for which a load waits for its turn
     * @param whenFull what happens after that
     */
    public LoadLimiter(
            int maxConcurrent,
            Duration maxWait,
            WhenFull whenFull,
            TimeSource time,
            CacheConsistencyListener listener) {
        this.maxConcurrent = maxConcurrent;
        this.maxWait = maxWait;
        this.whenFull = whenFull;
        this.time = time;
        this.listener = listener;
    }

    /** Returns a turn for a load of {@code key} that is not taken yet. */
    public Turn turn(CacheKey key) {
        return new Turn(key);
    }

    /** The right of one load to run. Used by one thread. */
    public final class Turn {

        private final CacheKey key;
        private boolean taken;
        private @Nullable Permits permits;

        private Turn(CacheKey key) {
            this.key = key;
        }

        /** Takes the turn if no wait is necessary; returns whether it is taken now. */
        public boolean tryTake() {
            if (taken || held.get() > 0 || TransactionSynchronizationManager.isActualTransactionActive()) {
                return taken(permits);
            }
            Permits ofCache = byCache.computeIfAbsent(key.cacheName(), name -> new Permits(maxConcurrent));
            return ofCache.tryTake() && taken(ofCache);
        }

        /**
         * Takes the turn, and waits for it if necessary. Does nothing if it is already taken.
         *
         * @return whether the thread has waited, so that earlier observations may be outdated
         * @throws TooManyLoadsException if there was no turn in time and the limiter is configured to fail
         */
        public boolean take() {
            if (tryTake()) {
                return false;
            }
            Permits ofCache = byCache.get(key.cacheName());
            if (ofCache == null) {
                throw new IllegalStateException("Expected the permits of cache " + key.cacheName());
            }
            boolean granted = isGranted(ofCache);
            if (!granted && whenFull == WhenFull.FAIL) {
                throw new TooManyLoadsException(key.cacheName(), maxConcurrent, maxWait);
            }
            taken(granted ? ofCache : null);
            if (!granted) {
                listener.onLoadBeyondLimit(key);
            }
            return true;
        }

        private boolean isGranted(Permits ofCache) {
            CompletableFuture<Void> request = ofCache.request();
            boolean ended = false;
            try {
                boolean granted = request.isDone() || !maxWait.isZero() && time.await(request, maxWait);
                ended = true;
                return granted || !ofCache.withdraw(request);
            } finally {
                if (!ended && !ofCache.withdraw(request)) {
                    ofCache.giveBack();
                }
            }
        }

        private boolean taken(@Nullable Permits from) {
            if (!taken) {
                taken = true;
                permits = from;
                held.set(held.get() + 1);
            }
            return true;
        }

        /**
         * Gives the turn back. To be called on the thread that took it. The turn can be taken again. Does nothing if it is not
         * taken.
         */
        public void giveBack() {
            if (!taken) {
                return;
            }
            taken = false;
            int others = held.get() - 1;
            if (others > 0) {
                held.set(others);
            } else {
                held.remove();
            }
            Permits from = permits;
            permits = null;
            if (from != null) {
                from.giveBack();
            }
        }
    }
}

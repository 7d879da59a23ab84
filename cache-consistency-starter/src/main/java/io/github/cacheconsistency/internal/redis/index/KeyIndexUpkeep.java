package io.github.cacheconsistency.internal.redis.index;

import io.github.cacheconsistency.internal.time.SystemTimeSource;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Scans all keys of a large Redis on its own thread, so that callers of {@code clear()} do not have to: to complete an index
 * and, after a clear() that used the index, to remove keys of the cache that other programs wrote. Thread-safe.
 *
 * <p>Invariant: for each index, at most one scan is running or scheduled, and scans take at most a tenth of the time.
 */
public final class KeyIndexUpkeep implements SmartLifecycle, AutoCloseable {

    /** The lifecycle phase. Upkeep stops before the connection factory, which is in phase 0. */
    private static final int PHASE = 500;

    private static final String THREAD_NAME_PREFIX = "cache-consistency-key-index-";

    private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
    private static final int PAUSES_PER_SCAN = 10;
    private static final Logger log = LoggerFactory.getLogger(KeyIndexUpkeep.class);

    private final TimeSource time;
    private final @Nullable SystemTimeSource ownTime;
    private final KeyIndexScan scan;
    private final Map<KeyIndex, State> states = new HashMap<>();
    private volatile boolean running;

    private static final class State {

        private boolean busy;
        /**
         * The work that was requested since the running scan began: {@code null} for none, {@code true} if unknown keys are to
         * be removed.
         */
        private @Nullable Boolean removesUnknown;

        private long notBefore;
    }

    /**
     * With a real clock, the scans have their own thread: a scan of a million keys must not delay delayed deletes and retries.
     *
     * @param connectionFactory provides the connections of the scans
     */
    public KeyIndexUpkeep(TimeSource time, RedisConnectionFactory connectionFactory) {
        this.ownTime = time instanceof SystemTimeSource ? new SystemTimeSource(THREAD_NAME_PREFIX, 1) : null;
        this.time = ownTime == null ? time : ownTime;
        this.scan = new KeyIndexScan(connectionFactory);
    }

    /** Completes {@code index} in the background. */
    public void complete(KeyIndex index) {
        request(index, false);
    }

    /** Removes, in the background, all keys of the cache that are missing in {@code index}; this also completes the index. */
    public void removeUnknown(KeyIndex index) {
        request(index, true);
    }

    private synchronized void request(KeyIndex index, boolean removesUnknown) {
        if (!running) {
            return;
        }
        State state = states.computeIfAbsent(index, any -> {
            State first = new State();
            first.notBefore = time.nanoTime();
            return first;
        });
        state.removesUnknown = removesUnknown || Boolean.TRUE.equals(state.removesUnknown);
        if (!state.busy) {
            state.busy = true;
            schedule(index, state);
        }
    }

    private void schedule(KeyIndex index, State state) {
        time.schedule(() -> run(index, state), Duration.ofNanos(Math.max(0, state.notBefore - time.nanoTime())));
    }

    private void run(KeyIndex index, State state) {
        boolean removesUnknown;
        synchronized (this) {
            removesUnknown = Boolean.TRUE.equals(state.removesUnknown);
            state.removesUnknown = null;
        }
        long start = time.nanoTime();
        if (running) {
            scan(index, removesUnknown);
        }
        long end = time.nanoTime();
        synchronized (this) {
            state.notBefore = end + Math.max(LEAST_PAUSE.toNanos(), PAUSES_PER_SCAN * (end - start));
            state.busy = running && state.removesUnknown != null;
            if (state.busy) {
                schedule(index, state);
            }
        }
    }

    private void scan(KeyIndex index, boolean removesUnknown) {
        try {
            long unknown = removesUnknown ? scan.removeUnknown(index) : scan.addUnknown(index);
            log.debug("{} keys of a cache were not in its index", unknown);
        } catch (RuntimeException failure) {
            // The next created key or the next clear() requests it again.
            log.debug("The index of keys was not completed", failure);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public void close() {
        stop();
        if (ownTime != null) {
            ownTime.close();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

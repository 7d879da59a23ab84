package io.github.cacheconsistency.observation;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs failures with cache and key, never with values: failures and losses at WARN, recoveries at INFO. The first event
 * of a kind is logged at once. Further ones are summed up once per interval and logged individually at DEBUG, so that
 * an outage of Redis does not flood the log. Thread-safe.
 */
public final class LoggingCacheConsistencyListener implements CacheConsistencyListener, AutoCloseable {

    /** The default of the minimum time between two messages of one kind. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(LoggingCacheConsistencyListener.class);

    private final ThrottledLog failedReads;
    private final ThrottledLog failedProbes;
    private final ThrottledLog failedFills;
    private final ThrottledLog loadsBeyondLimit;
    private final ThrottledLog failedInvalidations;
    private final ThrottledLog lostInvalidations;
    private final ThrottledLog degradedWrites;
    private final ThrottledLog recoveredInvalidations;
    private final ThrottledLog outboxFailures;
    private final ThrottledLog rowsLeft;
    private final ThrottledLog corruptValues;
    private final ThrottledLog lostTrust;
    private final ThrottledLog removedEntries;
    private final ThrottledLog regainedTrust;

    /**
     * Creates the listener.
     *
     * @param timeSource measures the interval
     * @param interval the minimum time between two messages of one kind
     */
    public LoggingCacheConsistencyListener(TimeSource timeSource, Duration interval) {
        failedReads = new ThrottledLog(
                timeSource,
                interval,
                true,
                Level.WARN,
                "Redis failed a lookup or refused its lease, the value came from the database");
        failedProbes = new ThrottledLog(
                timeSource,
                interval,
                true,
                Level.WARN,
                "A row-lock probe failed in the database, the value was loaded and is not cached");
        failedFills = new ThrottledLog(timeSource, interval, true, Level.WARN, "A loaded value could not be cached");
        loadsBeyondLimit = new ThrottledLog(
                timeSource,
                interval,
                true,
                Level.WARN,
                "A load found no turn within cache-consistency.load.max-wait and went on without one: loads of this cache are slow, or wait for one another");
        failedInvalidations = new ThrottledLog(
                timeSource,
                interval,
                true,
                Level.WARN,
                "An invalidation failed after the commit and will be retried, readers may see the old value until then");
        // Not scheduled: invalidations are lost while the application stops, when no task runs at the end of the
        // interval.
        lostInvalidations = new ThrottledLog(
                timeSource,
                interval,
                false,
                Level.WARN,
                "An invalidation was given up, readers may see the old value until its time-to-live ends");
        degradedWrites = new ThrottledLog(
                timeSource,
                interval,
                true,
                Level.WARN,
                "A write was committed without its invalidation, the outbox will make up for it, readers may see the old value until then");
        recoveredInvalidations =
                new ThrottledLog(timeSource, interval, true, Level.INFO, "A failed invalidation was done by a retry");
        outboxFailures = new ThrottledLog(
                timeSource,
                interval,
                true,
                Level.WARN,
                "The outbox relay failed and will be retried, its rows are kept");
        rowsLeft = new ThrottledLog(
                timeSource,
                interval,
                true,
                Level.WARN,
                "Rows of the outbox were left to the relay, because too many waited for their removal or it failed");
        corruptValues = new ThrottledLog(
                timeSource, interval, true, Level.WARN, "A cached value could not be read and was removed");
        lostTrust = new ThrottledLog(
                timeSource,
                interval,
                true,
                Level.WARN,
                "A connection to Redis was lost, or Redis does not answer, reads go to the database until its entries are verified");
        removedEntries = new ThrottledLog(
                timeSource,
                interval,
                true,
                Level.WARN,
                "Redis was restarted or failed over, or its entries were never verified, and they were removed");
        regainedTrust = new ThrottledLog(timeSource, interval, true, Level.INFO, "Redis is trusted again");
    }

    @Override
    public void onRead(CacheKey key, ReadOutcome outcome) {
        onRead(key, outcome, null);
    }

    @Override
    public void onRead(CacheKey key, ReadOutcome outcome, @Nullable Exception cause) {
        if (outcome == ReadOutcome.REDIS_FAILED) {
            failedReads.event(key, FailureText.of(cause));
        } else if (outcome == ReadOutcome.PROBE_FAILED) {
            failedProbes.event(key, FailureText.of(cause));
        }
    }

    @Override
    public void onLoadBeyondLimit(CacheKey key) {
        loadsBeyondLimit.event(key, "");
    }

    @Override
    public void onFill(CacheKey key, FillOutcome outcome) {
        onFill(key, outcome, null);
    }

    @Override
    public void onFill(CacheKey key, FillOutcome outcome, @Nullable Exception cause) {
        if (outcome == FillOutcome.FAILED) {
            failedFills.event(key, FailureText.of(cause));
        }
    }

    @Override
    public void onInvalidation(CacheKey key, InvalidationOutcome outcome) {
        onInvalidation(key, outcome, null);
    }

    @Override
    public void onInvalidation(CacheKey key, InvalidationOutcome outcome, @Nullable Exception cause) {
        switch (outcome) {
            case SUCCEEDED, RELAYED -> {}
            case DEGRADED -> degradedWrites.event(key, FailureText.of(cause));
            case FAILED -> failedInvalidations.event(key, FailureText.of(cause));
            case RECOVERED -> recoveredInvalidations.event(key, "");
            case LOST -> lostInvalidations.event(key, FailureText.of(cause));
        }
    }

    @Override
    public void onOutbox(OutboxOutcome outcome, long rows) {
        if (outcome == OutboxOutcome.LEFT) {
            rowsLeft.event(": " + rows + " rows");
        }
    }

    @Override
    public void onOutboxFailure(Exception cause) {
        outboxFailures.event(FailureText.of(cause));
    }

    /** Logs only the classes of the exceptions, because the messages of serializers quote the input. */
    @Override
    public void onCorruptValue(CacheKey key, Exception cause) {
        corruptValues.event(key, FailureText.classes(cause));
    }

    @Override
    public void onTrust(TrustOutcome outcome, int caches) {
        onTrust(outcome, caches, null);
    }

    @Override
    public void onTrust(TrustOutcome outcome, int caches, @Nullable Exception cause) {
        String details = FailureText.of(cause) + ": " + caches + " caches";
        switch (outcome) {
            case LOST -> lostTrust.event(details);
            case REMOVED -> removedEntries.event(details);
            case REGAINED -> regainedTrust.event(details);
            // Logged where it is found, with the reason that Redis gives.
            case UNWATCHED -> {}
        }
    }

    /** Logs the pending summaries. */
    @Override
    public void close() {
        Stream.of(
                        failedReads,
                        failedProbes,
                        failedFills,
                        failedInvalidations,
                        lostInvalidations,
                        degradedWrites,
                        recoveredInvalidations,
                        outboxFailures,
                        rowsLeft,
                        corruptValues,
                        lostTrust,
                        removedEntries,
                        regainedTrust)
                .forEach(ThrottledLog::flush);
    }

    /** Logs the events of one kind. */
    private static final class ThrottledLog {

        private final Level level;
        private final String message;
        private final LogThrottle throttle;

        ThrottledLog(TimeSource timeSource, Duration interval, boolean scheduled, Level level, String message) {
            this.level = level;
            this.message = message;
            this.throttle = new LogThrottle(timeSource, interval, scheduled, this::summarize);
        }

        void event(CacheKey key, String causes) {
            Level effective = throttle.admit() ? level : Level.DEBUG;
            if (LOG.isEnabledForLevel(effective)) {
                LOG.atLevel(effective)
                        .log("{}{}: cache '{}', key '{}'", message, causes, key.cacheName(), printable(key));
            }
        }

        void event(String details) {
            LOG.atLevel(throttle.admit() ? level : Level.DEBUG).log("{}{}", message, details);
        }

        void flush() {
            throttle.flush();
        }

        private void summarize(long count) {
            LOG.atLevel(level).log("{}: {} more since the last message of this kind", message, count);
        }

        /** Keys come from outside the application: a key with a line break must not imitate a log line. */
        private static String printable(CacheKey key) {
            return FailureText.printable(key.toString());
        }
    }
}

package io.github.cacheconsistency.observation;

import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;

/**
 * Reports the first of many similar events at once, and sums up the following ones once per interval. Every event is
 * reported: a later event, the end of the interval, or {@link #flush} reports the sum. Thread-safe.
 */
final class LogThrottle {

    /** Reports events that were held back. */
    @FunctionalInterface
    interface Summary {

        /** Reports {@code count} events; at least one. */
        void report(long count);
    }

    private enum Decision {
        REPORT,
        HOLD,
        HOLD_AND_SCHEDULE,
        SUM_UP
    }

    private final TimeSource timeSource;
    private final Duration interval;
    private final boolean scheduled;
    private final Summary summary;

    private boolean started;
    private long intervalStart;
    private boolean summaryScheduled;
    private long held;

    /**
     * Creates the throttle.
     *
     * @param scheduled whether a task reports at the end of an interval; otherwise the next event or {@link #flush}
     *     does
     */
    LogThrottle(TimeSource timeSource, Duration interval, boolean scheduled, Summary summary) {
        this.timeSource = timeSource;
        this.interval = interval;
        this.scheduled = scheduled;
        this.summary = summary;
    }

    /**
     * Counts one event.
     *
     * @return whether the caller must report it now; otherwise it is part of a later summary
     */
    boolean admit() {
        Decision decision = decide();
        if (decision == Decision.HOLD_AND_SCHEDULE) {
            timeSource.schedule(this::flush, interval);
        } else if (decision == Decision.SUM_UP) {
            flush();
        }
        return decision == Decision.REPORT;
    }

    /** Reports the events that are held back, if any. */
    void flush() {
        long count;
        synchronized (this) {
            summaryScheduled = false;
            intervalStart = timeSource.nanoTime();
            count = held;
            held = 0;
        }
        if (count > 0) {
            summary.report(count);
        }
    }

    private synchronized Decision decide() {
        long now = timeSource.nanoTime();
        boolean intervalOver = !started || now - intervalStart >= interval.toNanos();
        if (intervalOver && held == 0) {
            started = true;
            intervalStart = now;
            return Decision.REPORT;
        }
        held++;
        if (intervalOver) {
            return Decision.SUM_UP;
        }
        if (!scheduled || summaryScheduled) {
            return Decision.HOLD;
        }
        summaryScheduled = true;
        return Decision.HOLD_AND_SCHEDULE;
    }
}

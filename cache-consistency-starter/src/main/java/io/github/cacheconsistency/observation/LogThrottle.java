package io.github.cacheconsistency.observation;

import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;

/**
 * Lets the first of many like events through at once and sums up those that follow, once per interval. No event goes
 * unreported: the sum is reported by a later event, by the end of the interval, or by {@link #flush}. Thread-safe.
 */
final class LogThrottle {

    /** Reports events. */
    @FunctionalInterface
    interface Summary {

        /** Reports {@code count} events, one or more, that were held back. */
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
     * @param scheduled whether the end of an interval reports by itself; otherwise the next event or {@link #flush} does
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
     * @return whether the caller reports it now; otherwise it will be part of a summary
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

    /** Reports now what is held back, if anything. */
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

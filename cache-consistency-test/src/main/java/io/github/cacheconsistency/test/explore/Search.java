package io.github.cacheconsistency.test.explore;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The state of one search: its counters, its findings, and its limits. For one thread. */
final class Search {

    private final ExplorationSettings settings;
    private final ProgressTicker ticker;
    private final LongSupplier nanoTime;
    private final long began;
    private final Findings findings = new Findings();
    private long schedules;
    private long complete;
    private int mostSteps;

    Search(ExplorationSettings settings, ProgressListener listener, LongSupplier nanoTime) {
        this.settings = settings;
        this.ticker = new ProgressTicker(listener);
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    /** Whether enough was found, or a limit is reached. */
    boolean over() {
        boolean enough = !settings.enough().isEmpty() && findings.broken().containsAll(settings.enough());
        return enough || used(1);
    }

    /** Whether {@code part} of the time or of the schedules is used up, or enough was found. */
    boolean overAt(double part) {
        return over() || used(part);
    }

    private boolean used(double part) {
        return schedules >= settings.maxSchedules() * part
                || schedules >= settings.scheduleBudget() * part && !seeks()
                || elapsed().toNanos() >= longest().toNanos() * part;
    }

    private boolean seeks() {
        return schedules < settings.leastSchedules() || !findings.broken().containsAll(settings.sought());
    }

    private Duration longest() {
        return seeks() && settings.patience().compareTo(settings.budget()) > 0
                ? settings.patience()
                : settings.budget();
    }

    void run(ScheduleRunner runner, Scheduler scheduler, String phase) {
        Outcome outcome = runner.run(scheduler, findings);
        schedules++;
        complete += outcome.complete() ? 1 : 0;
        mostSteps = Math.max(mostSteps, outcome.schedule().length());
        Duration elapsed = elapsed();
        findings.add(outcome, elapsed, schedules);
        if (ticker.due(elapsed)) {
            ticker.tick(new Progress(schedules, phase, elapsed, findings.broken()));
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - began);
    }

    Findings findings() {
        return findings;
    }

    long schedules() {
        return schedules;
    }

    long complete() {
        return complete;
    }

    /** The number of steps of the longest schedule so far. */
    int mostSteps() {
        return mostSteps;
    }
}

package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.race.RaceDriver;
import io.github.cacheconsistency.test.race.RaceStalledError;
import io.github.cacheconsistency.test.race.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the tasks of one execution share. For the driver's thread. */
final class Run {

    private final RaceDriver driver;
    private final RowLocks locks;
    private final Footprints footprints;
    private final CommittedVersions database;
    private final List<JudgedEntry> entries;
    private final Set<String> keys;
    private final List<ServiceTask> services = new ArrayList<>();
    /** Operations since the current step was taken; tasks add to it. */
    private final List<Step> steps = new CopyOnWriteArrayList<>();

    private List<Step> latest = List.of();
    private @Nullable List<String> removed;
    private long redisWrites;
    private long memoryTouches;
    private boolean abandoned;

    /** @param keys that may hold something, whether or not they are named in this race */
    Run(
            RaceDriver driver,
            SqlText.Known texts,
            CommittedVersions database,
            List<JudgedEntry> entries,
            Set<String> keys) {
        this.driver = driver;
        this.locks = new RowLocks(texts);
        this.footprints = new Footprints(texts, locks);
        this.database = database;
        this.entries = entries;
        this.keys = keys;
        driver.race().listen(steps::add);
    }

    RaceDriver driver() {
        return driver;
    }

    RowLocks locks() {
        return locks;
    }

    Footprints footprints() {
        return footprints;
    }

    List<JudgedEntry> entries() {
        return entries;
    }

    /** All readers and writers. */
    List<ServiceTask> services() {
        return services;
    }

    boolean hasActiveServices() {
        return services.stream().anyMatch(task -> !task.hasEnded());
    }

    /** How many commands have changed something in Redis so far: whoever looks again may find something else. */
    long redisWrites() {
        return redisWrites;
    }

    /** How often a call may have changed something in the memory that all share. */
    long memoryTouches() {
        return memoryTouches;
    }

    /** A call may have changed something in the memory that all share. */
    void memoryTouched() {
        memoryTouches++;
    }

    /** All keys that may hold something. */
    Set<String> keys() {
        keys.addAll(driver.race().touchedKeys());
        return keys;
    }

    /** Drives a task one step further; returns the steps taken on all tasks meanwhile. */
    List<Step> drive(Supplier<RaceDriver.Standing> drive) {
        steps.clear();
        try {
            drive.get();
        } catch (RaceStalledError e) {
            throw new ProgramError(String.valueOf(e.getMessage()), e);
        } finally {
            steps.forEach(this::taken);
        }
        if (!abandoned) {
            driver.stray().ifPresent(stray -> {
                throw stray(stray);
            });
        }
        latest = List.copyOf(steps);
        return latest;
    }

    /** The steps of the latest drive since the last call of this. */
    List<Step> takeLatest() {
        List<Step> taken = latest;
        latest = List.of();
        return taken;
    }

    /** From now on nothing is judged: what is under way is only brought to its end. */
    void abandon() {
        abandoned = hasActiveServices();
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** The environment has changed keys. */
    void keysChanged() {
        redisWrites++;
        removed = null;
    }

    /** The environment has removed {@code keys}, and done nothing else. */
    void keysRemoved(List<String> keys) {
        redisWrites++;
        removed = keys;
    }

    /** What the environment has removed in its latest step; empty if it did something else. */
    Optional<List<String>> takeRemoved() {
        Optional<List<String>> taken = Optional.ofNullable(removed);
        removed = null;
        return taken;
    }

    private void taken(Step step) {
        if (step.operation().store() == Store.REDIS && step.operation().access() == Access.WRITE) {
            redisWrites++;
        }
        if (!step.operation().commits()) {
            return;
        }
        database.forget();
        if (!abandoned) {
            long done = driver.race().trace().next();
            entries.forEach(entry -> entry.committed(step.task(), step.began(), done));
        }
    }

    /** An operation that belongs to no task. */
    ProgramError stray(String stray) {
        return new ProgramError("An operation was sent that no task of the race sent, from " + stray
                + ".\nIts place among the steps cannot be chosen, so no run can be repeated. Run what sends it on the "
                + "calling thread in this test: @Async methods by a SyncTaskExecutor, scheduled jobs by "
                + "turning them off, cache or repository calls in parallel streams one after the other.\n"
                + driver.race().trace().print());
    }
}

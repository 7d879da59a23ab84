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

/** The state that the tasks of one execution share. For the driver's thread. */
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

    /** @param keys the keys that may exist, whether or not they are named in this race */
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

    /** The number of writes to Redis so far: if it has grown, a repeated read may get another reply. */
    long redisWrites() {
        return redisWrites;
    }

    /** How often a call may have changed the memory that all calls share. */
    long memoryTouches() {
        return memoryTouches;
    }

    /** Called when a call may have changed the memory that all calls share. */
    void memoryTouched() {
        memoryTouches++;
    }

    /** All keys that may exist. */
    Set<String> keys() {
        keys.addAll(driver.race().touchedKeys());
        return keys;
    }

    /** Drives a task by one step; returns the operations that were sent meanwhile. */
    List<Step> drive(Supplier<RaceDriver.TaskState> drive) {
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

    /** The operations of the last {@link #drive}, once. */
    List<Step> takeLatest() {
        List<Step> taken = latest;
        latest = List.of();
        return taken;
    }

    /** From now on nothing is judged: the active tasks are only run to their end. */
    void abandon() {
        abandoned = hasActiveServices();
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Called when a fault injection has changed keys. */
    void keysChanged() {
        redisWrites++;
        removed = null;
    }

    /** Called when a fault injection has removed {@code keys}, and changed no other key. */
    void keysRemoved(List<String> keys) {
        redisWrites++;
        removed = keys;
    }

    /** The keys that the last fault injection has removed; empty if it has changed keys otherwise. */
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

    /** The error for an operation that belongs to no task. */
    ProgramError stray(String stray) {
        return new ProgramError("An operation was sent by a thread that is no task of the race: " + stray
                + ".\nThe kit cannot control its order among the steps, so runs would not be repeatable. Expected: all "
                + "operations on the calling thread. In this test, run @Async methods by a SyncTaskExecutor, turn scheduled "
                + "jobs off, and make cache or repository calls in parallel streams sequential.\n"
                + driver.race().trace().print());
    }
}

package io.github.cacheconsistency.test.program;

import static io.github.cacheconsistency.test.race.Steps.command;
import static io.github.cacheconsistency.test.race.Steps.redis;

import io.github.cacheconsistency.test.explore.Footprint.Use;
import io.github.cacheconsistency.test.race.Injection;
import io.github.cacheconsistency.test.race.Race;
import io.github.cacheconsistency.test.race.RaceDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The task that injects one kind of fault. */
final class FaultInjectionTask implements Participant {

    private final Run run;
    private final FaultInjection fault;
    private final List<Injection> injections = new ArrayList<>();
    private int left;

    FaultInjectionTask(Run run, FaultInjection fault) {
        this.run = run;
        this.fault = fault;
        this.left = fault.times();
    }

    @Override
    public boolean hasEnded() {
        return left == 0 || !run.hasActiveServices();
    }

    @Override
    public Optional<Offer> offer() {
        return hasEnded() || !isPossible() ? Optional.empty() : Optional.of(new Offer(fault.what(), false));
    }

    private boolean isPossible() {
        return switch (fault.kind()) {
            case DEATH -> victim().filter(ServiceTask::isHeld).isPresent();
            case NEXT_DEADLINE -> run.driver().nextDeadline().isPresent();
            default -> true;
        };
    }

    private Optional<ServiceTask> victim() {
        return run.services().stream()
                .filter(task -> task.name().equals(fault.victim()))
                .findFirst();
    }

    @Override
    public void take(Touched touched) {
        left--;
        // The end of the last reader or writer disables this step.
        touched.touch(Touched.TASKS, Use.READ);
        Race race = run.driver().race();
        switch (fault.kind()) {
            case EXPIRY -> remove(true, touched);
            case EVICTION -> remove(false, touched);
            case DEATH -> {
                touched.everything();
                victim().ifPresent(ServiceTask::kill);
            }
            case REDIS_REFUSED -> inject(race.refuse(redis(), 1), Touched.ALL_KEYS, touched);
            case REDIS_REPLY_LOST -> inject(race.loseReply(redis(), 1), Touched.ALL_KEYS, touched);
            case COMMIT_REPLY_LOST -> inject(race.loseReply(command("COMMIT"), 1), Touched.COMMITS, touched);
            case TIME_PASSES -> advance(fault.by(), touched);
            case NEXT_DEADLINE -> run.driver().nextDeadline().ifPresent(due -> advance(due.minus(race.now()), touched));
        }
    }

    private void remove(boolean onlyExpiring, Touched touched) {
        run.keysRemoved(run.driver().remove(run.keys(), onlyExpiring));
        touched.touch(Touched.ALL_KEYS, Use.WRITE);
    }

    /** The fault hits the next command, so it conflicts with all commands; a command that fails touches everything. */
    private void inject(Injection injection, String commands, Touched touched) {
        run.driver().race().trace().environment(fault.what());
        injections.add(injection);
        touched.touch(commands, Use.WRITE);
    }

    private void advance(Duration by, Touched touched) {
        touched.everything();
        run.drive(() -> {
            run.driver().race().advance(by);
            return RaceDriver.TaskState.ENDED;
        });
        run.keysChanged();
    }

    /** How often it may still be injected. */
    int timesLeft() {
        return left;
    }

    /** Removes injected faults that have not hit a command. */
    void closeInjections() {
        injections.forEach(Injection::close);
    }
}

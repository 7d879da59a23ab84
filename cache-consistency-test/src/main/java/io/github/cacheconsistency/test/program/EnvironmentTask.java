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

/** Something that befalls readers and writers, perhaps. */
final class EnvironmentTask implements Participant {

    private final Run run;
    private final Disturbance disturbance;
    private final List<Injection> injections = new ArrayList<>();
    private int left;

    EnvironmentTask(Run run, Disturbance disturbance) {
        this.run = run;
        this.disturbance = disturbance;
        this.left = disturbance.times();
    }

    @Override
    public boolean hasEnded() {
        return left == 0 || !run.isAnybodyThere();
    }

    @Override
    public Optional<Offer> offer() {
        return hasEnded() || !isPossible() ? Optional.empty() : Optional.of(new Offer(disturbance.what(), false));
    }

    private boolean isPossible() {
        return switch (disturbance.kind()) {
            case DEATH -> victim().filter(ServiceTask::isUnderWay).isPresent();
            case NEXT_DEADLINE -> run.driver().nextDeadline().isPresent();
            default -> true;
        };
    }

    private Optional<ServiceTask> victim() {
        return run.services().stream()
                .filter(task -> task.name().equals(disturbance.victim()))
                .findFirst();
    }

    @Override
    public void take(Touched touched) {
        left--;
        // The end of the last reader or writer takes this step away.
        touched.touch(Touched.TASKS, Use.READ);
        Race race = run.driver().race();
        switch (disturbance.kind()) {
            case EXPIRY -> remove(true, touched);
            case EVICTION -> remove(false, touched);
            case DEATH -> {
                touched.everything();
                victim().ifPresent(ServiceTask::kill);
            }
            case REDIS_REFUSED -> inject(race.refuse(redis(), 1), Touched.ALL_KEYS, touched);
            case REDIS_REPLY_LOST -> inject(race.loseReply(redis(), 1), Touched.ALL_KEYS, touched);
            case COMMIT_REPLY_LOST -> inject(race.loseReply(command("COMMIT"), 1), Touched.COMMITS, touched);
            case TIME_PASSES -> advance(disturbance.by(), touched);
            case NEXT_DEADLINE -> run.driver().nextDeadline().ifPresent(due -> advance(due.minus(race.now()), touched));
        }
    }

    private void remove(boolean onlyExpiring, Touched touched) {
        run.keysRemoved(run.driver().remove(run.keys(), onlyExpiring));
        touched.touch(Touched.ALL_KEYS, Use.WRITE);
    }

    /** Which command is struck depends on how many go before; the one that is struck touches everything. */
    private void inject(Injection injection, String commands, Touched touched) {
        run.driver().race().trace().environment(disturbance.what());
        injections.add(injection);
        touched.touch(commands, Use.WRITE);
    }

    private void advance(Duration by, Touched touched) {
        touched.everything();
        run.drive(() -> {
            run.driver().race().advance(by);
            return RaceDriver.Standing.ENDED;
        });
        run.keysChanged();
    }

    /** How often it may still happen. */
    int timesLeft() {
        return left;
    }

    /** What has not struck by now strikes no more. */
    void lift() {
        injections.forEach(Injection::close);
    }
}

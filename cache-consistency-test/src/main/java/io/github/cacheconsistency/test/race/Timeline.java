package io.github.cacheconsistency.test.race;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Advances the time of a race; keys expire and delayed work runs, each at its due time. For the driver's thread. */
final class Timeline {

    private final Race race;
    private final RaceTime time;
    private final RaceEnvironment environment;
    private int scheduledTasks;

    Timeline(Race race, RaceTime time, RaceEnvironment environment) {
        this.race = race;
        this.time = time;
        this.environment = environment;
    }

    void advanceTo(Duration target) {
        while (true) {
            Optional<Duration> next = Stream.of(time.nextDue(), environment.nextDeadline(target))
                    .flatMap(Optional::stream)
                    .filter(moment -> moment.compareTo(target) <= 0)
                    .min(Duration::compareTo);
            if (next.isEmpty()) {
                break;
            }
            moveTo(next.get());
        }
        moveTo(target);
    }

    /** The next moment at which a key expires or delayed work is due. */
    Optional<Duration> nextDeadline() {
        return Stream.of(time.nextAskedFor(), environment.nextDeadline())
                .flatMap(Optional::stream)
                .min(Duration::compareTo);
    }

    private void moveTo(Duration moment) {
        Duration step = moment.minus(time.now());
        if (step.compareTo(Duration.ZERO) > 0) {
            time.moveTo(moment);
            environment.timePassesInTheDatabase(step);
        }
        environment.expireDue();
        runDue();
    }

    /** Runs delayed work that is due, each as a task of its own. */
    void runDue() {
        for (Runnable work : time.takeDue()) {
            race.run(Race.SCHEDULED + "-" + ++scheduledTasks, () -> {
                work.run();
                return "";
            });
        }
    }
}

package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.databaseRead;
import static io.github.cacheconsistency.test.race.Steps.redis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.race.Injection;
import io.github.cacheconsistency.test.race.RaceTask;
import java.time.Duration;
import java.util.Optional;

/** R14: Redis cannot be reached when a write should invalidate, and comes back with its old content. */
public final class RedisUnreachable implements Scenario {

    private static final Duration OUTAGE = Duration.ofSeconds(3);

    @Override
    public String id() {
        return "R14";
    }

    @Override
    public String story() {
        return "The old value is cached; Redis is unreachable while a writer commits, for all tasks or only for the writer, "
                + "and some seconds longer; it comes back with the old value.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("for all tasks", race -> {
            race.read("first-reader");
            Injection outage = race.race().refuse(redis());
            write(lab, race, race.writer("writer"));
            read(lab, race, "reader-in-the-outage");
            race.race().advance(OUTAGE);
            read(lab, race, "late-reader-in-the-outage");
            outage.close();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("only for the writer, while the old value is being loaded", race -> {
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            RaceTask writer = race.writer("writer");
            race.race().refuse(writer, redis());
            write(lab, race, writer);
            reader.runToEnd();
            race.read("late-reader");
            race.settle();
        });
    }

    /** The write may be refused; then a guarded cache must not have changed the database. */
    private static void write(RaceLab lab, ScenarioRace race, RaceTask writer) {
        long before = race.database();
        Optional<Throwable> refusal = writer.runToFailure();
        if (refusal.isPresent() && lab.strategy().isGuarded()) {
            assertThat(race.database())
                    .as(
                            "version in the database after a write that threw %s%n%s",
                            refusal.get(), race.race().trace().print())
                    .isEqualTo(before);
        }
    }

    /** Without Redis, a guarded cache must read from the database; an unguarded one may fail. */
    private static void read(RaceLab lab, ScenarioRace race, String name) {
        if (lab.strategy().isGuarded()) {
            race.read(name);
        } else {
            race.reader(name).runToFailure();
        }
    }
}

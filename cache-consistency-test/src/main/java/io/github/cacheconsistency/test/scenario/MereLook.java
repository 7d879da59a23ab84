package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.databaseRead;
import static io.github.cacheconsistency.test.race.Steps.redisRead;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.race.RaceTask;
import java.time.Duration;

/** R41: code looks an entry up by hand, misses, and does not fill; other readers follow. */
public final class MereLook implements Scenario {

    @Override
    public String id() {
        return "R41";
    }

    @Override
    public String story() {
        return "A lookup by hand misses and does not fill; the readers after it must neither wait nor load twice, and must fill "
                + "values as current as without the lookup.";
    }

    @Override
    public void run(RaceLab lab) {
        if (lab.subject().look().isEmpty()) {
            throw RaceLab.skip("R41 needs RaceSubject's look(action)");
        }
        lab.variant("the readers come after the lookup", race -> {
            race.look("look").runToEnd();
            expectOneLoad(lab, race, race.reader("reader"));
            race.settle();
        });
        lab.variant("a reader comes during the lookup", race -> {
            RaceTask look = race.look("look").runUntilAfter(redisRead());
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            look.runToEnd();
            expectOneLoad(lab, race, reader);
            race.settle();
        });
        lab.variant("a write comes while the reader loads", lab.strategy().guarantees(), race -> {
            race.look("look").runToEnd();
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            race.write("writer");
            race.look("second-look").runToEnd();
            reader.runToEnd();
            race.read("late-reader");
            race.settle();
        });
    }

    private static void expectOneLoad(RaceLab lab, ScenarioRace race, RaceTask reader) {
        reader.runToEnd();
        RaceTask next = race.reader("next-reader");
        next.runToEnd();
        if (lab.strategy().isGuarded()) {
            assertThat(race.loads(reader)).as("loads of the first reader").isOne();
            assertThat(race.loads(next))
                    .as("loads of the next reader%n%s", race.race().trace().print())
                    .isZero();
            assertThat(race.race().now())
                    .as("time that readers have waited%n%s", race.race().trace().print())
                    .isEqualTo(Duration.ZERO);
        }
    }
}

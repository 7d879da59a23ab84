package io.github.cacheconsistency.test.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.race.Step;
import io.github.cacheconsistency.test.race.Steps;

/** R11, from the points incident: a hot key expires under 200 readers. */
public final class HotKeyStampede implements Scenario {

    private static final int READERS = 200;
    private static final int EXPIRIES = 3;

    @Override
    public String id() {
        return "R11";
    }

    @Override
    public String story() {
        return "A hot entry expires and 200 readers miss it at the same moment: the database gets one load, and its connection "
                + "pool is not exhausted.";
    }

    @Override
    public void run(RaceLab lab) {
        for (int expiry = 1; expiry <= EXPIRIES; expiry++) {
            lab.variant("expiry " + expiry, race -> {
                StartLine start = new StartLine(READERS);
                for (int i = 0; i < READERS; i++) {
                    race.reader("reader", 1, start::await, () -> {});
                }
                race.race().runFreely(() -> {});
                if (lab.strategy().isGuarded()) {
                    assertThat(loads(race))
                            .as(
                                    "loads after the entry expired under %d readers%n%s",
                                    READERS, race.race().trace().print())
                            .isEqualTo(1);
                }
            });
        }
    }

    private static long loads(ScenarioRace race) {
        return race.race().trace().steps().stream()
                .map(Step::operation)
                .filter(Steps.databaseRead())
                .count();
    }
}

package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.databaseRead;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.race.Race;
import io.github.cacheconsistency.test.race.RaceTask;
import java.time.Duration;

/** R20: the node that loads a value dies. */
public final class LeaseHolderDies implements Scenario {

    private static final Duration LONGEST_LEASE = Duration.ofMinutes(10);

    @Override
    public String id() {
        return "R20";
    }

    @Override
    public String story() {
        return "A reader misses and loads; its node dies; the next reader must not hang; when the lease has expired, the "
                + "entry is cached again.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("the lease expires", race -> {
            Duration lease = deadHoldersLease(race);
            race.read("next-reader");
            race.race().advance(lease);
            expectFilled(race);
            race.settle();
        });
        lab.variant("a write comes before the lease expires", race -> {
            deadHoldersLease(race);
            race.read("next-reader");
            race.write("writer");
            race.read("reader-after-write");
            expectFilled(race);
            race.settle();
        });
    }

    /** Kills a reader that has loaded but not filled; returns how long its lease still prevents other fills. */
    private static Duration deadHoldersLease(ScenarioRace scenario) {
        RaceTask holder = scenario.reader("lease-holder").runUntilAfter(databaseRead());
        holder.kill();
        Race race = scenario.race();
        Duration longest = Duration.ZERO;
        for (String key : race.presentKeys()) {
            assertThat(race.timeToLive(key))
                    .as(
                            "time-to-live of the dead holder's lease in %s%n%s",
                            key, race.trace().print())
                    .hasValueSatisfying(lease -> assertThat(lease).isLessThanOrEqualTo(LONGEST_LEASE));
            Duration lease = race.timeToLive(key).orElseThrow();
            longest = lease.compareTo(longest) > 0 ? lease : longest;
        }
        return longest;
    }

    private static void expectFilled(ScenarioRace race) {
        race.read("filler");
        RaceTask last = race.reader("last-reader");
        last.runToEnd();
        assertThat(race.loads(last))
                .as(
                        "loads of a reader after another one has filled%n%s",
                        race.race().trace().print())
                .isZero();
    }
}

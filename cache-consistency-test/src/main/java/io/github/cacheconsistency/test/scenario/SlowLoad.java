package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.databaseRead;
import static io.github.cacheconsistency.test.race.Steps.redisRead;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.race.RaceTask;
import java.time.Duration;

/** R42: a load takes long on one node while a reader on another node waits for it. */
public final class SlowLoad implements Scenario {

    /** Longer than a lease that is not renewed, and than the wait of a reader for it. */
    private static final Duration LONG = Duration.ofSeconds(12);

    @Override
    public String id() {
        return "R42";
    }

    @Override
    public String story() {
        return "A reader has loaded and takes long to fill; a reader on another node misses. While the first node lives, the "
                + "other one waits and does not load; when it dies, the other one loads and fills; a write in between is respected.";
    }

    @Override
    public void run(RaceLab lab) {
        if (lab.subject().otherNode().isEmpty()) {
            throw RaceLab.skip("R42 needs RaceSubject's otherNode(node, read)");
        }
        boolean waits = lab.strategy().guarantees().contains(Property.NO_STALE_AFTER_ACK);
        lab.variant("the load ends", race -> {
            RaceTask leader = race.reader("leader").runUntilAfter(databaseRead());
            RaceTask follower = race.readerOnOtherNode("follower").runUntilAfter(redisRead());
            race.race().advance(LONG);
            leader.runToEnd();
            follower.runToEnd();
            if (waits) {
                expectLoads(race, follower, 0);
            }
            expectFilled(race);
            race.settle();
        });
        lab.variant("the node dies", race -> {
            RaceTask leader = race.reader("leader").runUntilAfter(databaseRead());
            RaceTask follower = race.readerOnOtherNode("follower").runUntilAfter(redisRead());
            leader.kill();
            race.race().kill(lab.node());
            follower.runToEnd();
            assertThat(race.loads(follower))
                    .as("loads after the death of the first node")
                    .isPositive();
            expectFilled(race);
            race.settleOnOtherNode();
        });
        lab.variant("a write comes before the load ends", lab.strategy().guarantees(), race -> {
            RaceTask leader = race.reader("leader").runUntilAfter(databaseRead());
            RaceTask follower = race.readerOnOtherNode("follower").runUntilAfter(redisRead());
            race.race().advance(LONG);
            race.write("writer");
            follower.runToEnd();
            leader.runToEnd();
            race.readOnOtherNode("late-reader");
            race.settle();
        });
    }

    private static void expectFilled(ScenarioRace race) {
        RaceTask last = race.readerOnOtherNode("last-reader");
        last.runToEnd();
        expectLoads(race, last, 0);
    }

    private static void expectLoads(ScenarioRace race, RaceTask reader, long loads) {
        assertThat(race.loads(reader))
                .as("loads of %s%n%s", reader.name(), race.race().trace().print())
                .isEqualTo(loads);
    }
}

package io.github.cacheconsistency.test.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.race.Race;
import io.github.cacheconsistency.test.race.RaceTask;
import java.time.Duration;
import java.util.Optional;

/** R05, from the orders incident: an entry lives exactly as long as its time-to-live, in every repetition. */
public final class ExpiryBoundary implements Scenario {

    private static final Duration MILLISECOND = Duration.ofMillis(1);

    @Override
    public String id() {
        return "R05";
    }

    @Override
    public String story() {
        return "On frozen time: the entry is readable 1 ms before its time-to-live ends, and gone when it ends and one second "
                + "later; time is moved back, and the same holds again.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("three checks at the boundary, twice", scenario -> {
            Race race = scenario.race();
            scenario.read("filler");
            Duration left = timeToLive(lab, race);
            for (int round = 1; round <= 2; round++) {
                race.advance(left.minus(MILLISECOND));
                expectLoads(scenario, 0, "1 ms before the end of its time-to-live");
                race.advance(MILLISECOND);
                expectAbsent(scenario, "at the end of its time-to-live");
                race.advance(Duration.ofSeconds(1));
                expectAbsent(scenario, "one second after the end of its time-to-live");
                race.rewind(left.plusSeconds(1));
            }
            expectLoads(scenario, 0, "after time was moved back");
        });
        // With this safeguard, a write leaves a tombstone in the key, which has its own time-to-live.
        if (!lab.strategy().safeguards().contains(Safeguard.REPLICA_LAG)) {
            lab.variant("the entry is written while it is cached", scenario -> written(scenario, lab));
        }
    }

    private static void written(ScenarioRace scenario, RaceLab lab) {
        Race race = scenario.race();
        scenario.read("filler");
        scenario.write("writer");
        scenario.read("filler");
        race.advance(timeToLive(lab, race));
        expectAbsent(scenario, "at the end of its time-to-live, after a write");
    }

    private static Duration timeToLive(RaceLab lab, Race race) {
        Optional<Duration> found = race.touchedKeys().stream()
                .flatMap(key -> race.timeToLive(key).stream())
                .max(Duration::compareTo);
        lab.subject()
                .timeToLive()
                .ifPresent(expected -> assertThat(found)
                        .as(
                                "time-to-live of %s%n%s",
                                race.presentKeys(), race.trace().print())
                        .contains(expected));
        return found.orElseThrow(() -> RaceLab.skip("entries of cache '"
                + lab.subject().cacheName() + "' do not expire; set spring.cache.redis.time-to-live to run R05"));
    }

    private static void expectLoads(ScenarioRace scenario, long loads, String when) {
        RaceTask reader = scenario.reader("reader");
        reader.runToEnd();
        assertThat(scenario.loads(reader))
                .as(
                        "loads by a reader %s of %s%n%s",
                        when,
                        scenario.race().touchedKeys(),
                        scenario.race().trace().print())
                .isEqualTo(loads);
    }

    /** Checks Redis without reading through the cache, because a read would fill the entry again. */
    private static void expectAbsent(ScenarioRace scenario, String when) {
        assertThat(scenario.race().presentKeys())
                .as("keys in Redis %s%n%s", when, scenario.race().trace().print())
                .isEmpty();
    }
}

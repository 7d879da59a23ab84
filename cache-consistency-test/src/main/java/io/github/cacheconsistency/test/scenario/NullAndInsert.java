package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static io.github.cacheconsistency.test.race.Steps.databaseRead;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.race.Race;
import io.github.cacheconsistency.test.race.RaceTask;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** R18: a cached null is treated as any other value. */
public final class NullAndInsert implements Scenario {

    @Override
    public String id() {
        return "R18";
    }

    @Override
    public String story() {
        return "There is no row; a reader misses and loads null; the row is inserted; the reader fills the " + "null.";
    }

    @Override
    public void run(RaceLab lab) {
        RaceSubject.Change remove = lab.subject().remove().orElseThrow(NullAndInsert::skipped);
        RaceSubject.Change insert = lab.subject().insert().orElseThrow(NullAndInsert::skipped);
        Set<Property> all = EnumSet.allOf(Property.class);
        lab.variant("the null is filled after the insert", all, remove, race -> {
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            race.writer("inserter", insert).runToEnd();
            reader.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("the null expires", Set.of(), remove, race -> {
            race.read("reader");
            lab.subject().timeToLive().ifPresent(longest -> expectToExpire(race.race(), longest));
        });
        lab.variant("another reader sees the row before the fill", EnumSet.of(MONOTONIC), remove, race -> {
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            race.writer("inserter", insert).runToEnd();
            race.read("other-reader");
            reader.runToEnd();
            race.read("late-reader");
        });
    }

    /** Holds also if nulls are not cached. */
    private static void expectToExpire(Race race, Duration longest) {
        assertThat(race.presentKeys())
                .as("keys that hold a null, with time-to-live%n%s", race.trace().print())
                .allSatisfy(key -> assertThat(race.timeToLive(key))
                        .hasValueSatisfying(left -> assertThat(left).isLessThanOrEqualTo(longest)));
    }

    private static RuntimeException skipped() {
        return RaceLab.skip("R18 needs RaceSubject's nullRace(remove, insert)");
    }
}

package io.github.cacheconsistency.mutants;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.scenario.RaceLab;
import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.scenario.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.opentest4j.TestAbortedException;

/**
 * One mutant, or none, in one scenario.
 *
 * @param killedBy what gave it away: the properties that are broken and must hold, or the scenario's own complaint; empty
 *     if nothing did
 * @param unreached places of the mutant that the scenario does not come to
 * @param defects failures of the mutant itself, which prove nothing
 */
record Trial(String killedBy, List<String> unreached, List<Throwable> defects) {

    boolean isKilled() {
        return !killedBy.isEmpty();
    }

    static Trial of(Mutant mutant, Scenario scenario, RaceLab lab) {
        String killedBy;
        try (Seeds.Seed seed = Seeds.plant(mutant.seed().get())) {
            try {
                killedBy = broken(scenario, lab);
            } catch (TestAbortedException notForThisSubject) {
                killedBy = "";
            } catch (RuntimeException | AssertionError complaint) {
                killedBy = firstLine(complaint);
            }
            return new Trial(killedBy, seed.unreached(), seed.defects());
        }
    }

    /**
     * Runs the scenario on the library as it is.
     *
     * @throws AssertionError if that raises an alarm
     */
    static void control(Scenario scenario, RaceLab lab) {
        scenario.run(lab);
        new Verdict(
                        scenario,
                        lab.strategy().name(),
                        lab.outcomes(),
                        lab.strategy().mustBreakIn(scenario),
                        lab.strategy().mustHoldIn(scenario))
                .verify();
    }

    private static String broken(Scenario scenario, RaceLab lab) {
        scenario.run(lab);
        Set<Property> broken = EnumSet.copyOf(lab.broken());
        broken.retainAll(lab.strategy().mustHoldIn(scenario));
        return broken.isEmpty() ? "" : broken.toString();
    }

    private static String firstLine(Throwable complaint) {
        return String.valueOf(complaint.getMessage()).lines().findFirst().orElseGet(complaint::toString);
    }
}

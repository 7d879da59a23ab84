package io.github.cacheconsistency.mutants;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.scenario.RaceLab;
import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.scenario.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The run of one mutant, or none, in one scenario.
 *
 * @param killedBy how it was detected: the broken properties that must hold, or the failed assertion of the scenario;
 *     empty if it was not detected
 * @param unreached places of the mutant that the scenario does not reach
 * @param defects failures of the mutant itself, which do not count as detection
 */
record Trial(String killedBy, List<String> unreached, List<Throwable> defects) {

    boolean isKilled() {
        return !killedBy.isEmpty();
    }

    /**
     * Runs {@code mutant} until it is killed, or the scenario ends.
     *
     * @param labs creates the laboratory; its argument runs before each variant
     */
    static Trial of(Mutant mutant, Scenario scenario, Function<Runnable, RaceLab> labs) {
        AtomicReference<@Nullable RaceLab> made = new AtomicReference<>();
        RaceLab lab = labs.apply(() -> {
            RaceLab running = made.get();
            if (running != null && !broken(scenario, running).isEmpty()) {
                throw new Killed();
            }
        });
        made.set(lab);
        try (Seeds.Seed seed = Seeds.plant(mutant.seed().get())) {
            String complaint = complaint(scenario, lab);
            Set<Property> broken = broken(scenario, lab);
            return new Trial(broken.isEmpty() ? complaint : broken.toString(), seed.unreached(), seed.defects());
        }
    }

    /**
     * Runs the scenario on the library without a mutant.
     *
     * @throws AssertionError if the scenario fails
     */
    static void control(Scenario scenario, RaceLab lab) {
        scenario.run(lab);
        new Verdict(scenario, lab.strategy(), lab.outcomes()).verify();
    }

    private static String complaint(Scenario scenario, RaceLab lab) {
        try {
            scenario.run(lab);
            return "";
        } catch (TestAbortedException notForThisSubject) {
            return "";
        } catch (RuntimeException | AssertionError complaint) {
            return String.valueOf(complaint.getMessage()).lines().findFirst().orElseGet(complaint::toString);
        }
    }

    private static Set<Property> broken(Scenario scenario, RaceLab lab) {
        Set<Property> broken = EnumSet.copyOf(lab.broken());
        broken.retainAll(lab.strategy().mustHoldIn(scenario));
        return broken;
    }

    /** Ends the scenario after the mutant was detected. */
    private static final class Killed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }
}

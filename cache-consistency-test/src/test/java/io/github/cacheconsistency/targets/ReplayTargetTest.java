package io.github.cacheconsistency.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.explore.Counterexample;
import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.Explorer;
import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.explore.Replay;
import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.program.RaceProgram;
import io.github.cacheconsistency.test.scenario.ExploredScenarios;
import io.github.cacheconsistency.test.stock.ExploredPoints;
import io.github.cacheconsistency.test.stock.Promises;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Replays the counterexamples of every weak strategy, a thousand times in all, each time with a new program. Equal must
 * be: the steps and their order, the violations, and the picture, except for its numbers, because versions and row
 * numbers grow.
 */
@Tag("measure")
@Tag("targets")
@ExtendWith(TargetsExtension.class)
class ReplayTargetTest {

    private static final int REPLAYS = 20 * Integer.getInteger("measure.repetitions", 50);
    private static final ExplorationSettings SETTINGS =
            ExplorationSettings.defaults().withMaxSchedules(500).withBudget(Duration.ofMinutes(5));

    @Test
    void areTheSame(Targets targets) {
        Explorer explorer = new Explorer(SETTINGS, ProgressListener.silent());
        List<Promises> weak = Promises.weak();
        List<String> different = new ArrayList<>();
        int same = 0;
        int ids = 0;
        for (Promises promises : weak) {
            try (ExploredPoints points = ExploredPoints.guardedBy(promises.strategy())) {
                List<Counterexample> found =
                        List.copyOf(explore(points, explorer).counterexamples().values());
                assertThat(found).as("counterexamples of %s", promises).isNotEmpty();
                ids += found.size();
                for (int i = 0; i < REPLAYS / weak.size(); i++) {
                    String difference = replay(points, explorer, found.get(i % found.size()));
                    if (difference.isEmpty()) {
                        same++;
                    } else {
                        different.add(promises + ": " + difference);
                    }
                }
            }
        }
        targets.add(
                Target.REPLAY,
                "%d of %d the same; %d replay ids of %d strategies".formatted(same, REPLAYS, ids, weak.size()),
                same == REPLAYS);
        assertThat(different).isEmpty();
    }

    private static Exploration explore(ExploredPoints points, Explorer explorer) {
        try (RaceProgram program = points.program(ExploredScenarios.CROSSED_WRITERS.scope())) {
            return explorer.explore(program);
        }
    }

    /** The difference; empty if there is none. */
    private static String replay(ExploredPoints points, Explorer explorer, Counterexample expected) {
        try (RaceProgram program = points.program(ExploredScenarios.CROSSED_WRITERS.scope())) {
            Replay replay = explorer.replay(program, expected.replayId());
            boolean same = replay.schedule().equals(expected.schedule())
                    && properties(replay.violations()).equals(properties(expected.violations()))
                    && withoutNumbers(replay.picture()).equals(withoutNumbers(expected.picture()));
            return same ? "" : "expected\n" + expected.picture() + "\nfound\n" + replay.picture();
        } catch (ProgramError diverged) {
            return String.valueOf(diverged.getMessage());
        }
    }

    private static List<String> properties(List<Violation> violations) {
        return violations.stream().map(violation -> violation.property().name()).toList();
    }

    private static String withoutNumbers(String picture) {
        return picture.replaceAll("\\d+", "#").replaceAll(" +", " ");
    }
}

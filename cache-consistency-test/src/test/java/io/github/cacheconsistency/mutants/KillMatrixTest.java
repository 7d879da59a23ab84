package io.github.cacheconsistency.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.server.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Every mutant in every scenario; takes minutes, and writes the page. */
@EnabledIfSystemProperty(named = "mutants.matrix", matches = "write")
@SpringBootTest(classes = MutantsTest.Servers.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class KillMatrixTest {

    private static final Logger logger = LoggerFactory.getLogger(KillMatrixTest.class);

    private final TestServers servers;

    @Autowired
    KillMatrixTest(TestServers servers) {
        this.servers = servers;
    }

    @Test
    void isWritten() throws IOException {
        Map<String, List<String>> killers = new LinkedHashMap<>();
        try (Laboratory laboratory = new Laboratory(servers)) {
            raisesNoAlarm(laboratory);
            Mutants.all()
                    .forEach(mutant -> killers.put(
                            KillMatrix.key(mutant.name(), mutant.guarded().toString()), killers(laboratory, mutant)));
            for (Survivor survivor : Survivor.all()) {
                assertThat(killers(laboratory, survivor.mutant()))
                        .as("what kills %s, which no scenario is said to kill", survivor.mutant())
                        .isEmpty();
            }
        }
        Files.writeString(MutantsPage.FILE, new KillMatrix(killers).page());
    }

    private static void raisesNoAlarm(Laboratory laboratory) {
        for (Guarded guarded : Guarded.values()) {
            for (Scenario scenario : Scenarios.all()) {
                try {
                    laboratory.control(guarded, scenario);
                } catch (TestAbortedException notForThisSubject) {
                    logger.info("{} in {}: {}", guarded, scenario.id(), notForThisSubject.getMessage());
                } catch (AssertionError alarm) {
                    throw new AssertionError(guarded + " raises an alarm without a mutant", alarm);
                }
            }
        }
    }

    private static List<String> killers(Laboratory laboratory, Mutant mutant) {
        List<String> found = Scenarios.all().stream()
                .filter(scenario -> kills(laboratory, mutant, scenario))
                .map(Scenario::id)
                .toList();
        logger.info("{} is killed by {}", mutant, found);
        return found;
    }

    private static boolean kills(Laboratory laboratory, Mutant mutant, Scenario scenario) {
        Trial trial = laboratory.trial(mutant, scenario);
        assertThat(trial.defects())
                .as("failures of %s itself in %s", mutant, scenario.id())
                .isEmpty();
        return trial.isKilled() && trial.unreached().isEmpty();
    }
}

package io.github.cacheconsistency.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.server.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Runs mutants in every scenario, which takes minutes. Writes the page if {@link #PROPERTY} is set. */
@Tag("measure")
@SpringBootTest(classes = MutantsTest.Servers.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class KillMatrixTest {

    /**
     * {@code all}, or the configurations whose rows are written, such as {@code lease,row-lock-lease}. Without it the
     * mutants of one configuration run, and nothing is written.
     */
    private static final String PROPERTY = "mutants.matrix";

    private static final Logger logger = LoggerFactory.getLogger(KillMatrixTest.class);

    private final TestServers servers;

    @Autowired
    KillMatrixTest(TestServers servers) {
        this.servers = servers;
    }

    @Test
    void killsEachMutant() throws IOException {
        String property = System.getProperty(PROPERTY, "");
        Set<Guarded> chosen = chosen(property.isEmpty() ? "versioned-write" : property);
        Map<String, List<String>> killers = new LinkedHashMap<>(
                chosen.size() == Guarded.values().length
                        ? Map.of()
                        : KillMatrix.read(Files.readString(MutantsPage.FILE)).killers());
        List<String> problems = new ArrayList<>();
        try (Laboratory laboratory = new Laboratory(servers)) {
            chosen.forEach(guarded -> problems.addAll(alarms(laboratory, guarded)));
            Mutants.all().stream()
                    .filter(mutant -> chosen.contains(mutant.guarded()))
                    .forEach(mutant -> killers.put(
                            KillMatrix.key(mutant.name(), mutant.guarded().toString()),
                            killers(laboratory, mutant, problems)));
            Survivor.all().stream()
                    .map(Survivor::mutant)
                    .filter(mutant -> chosen.contains(mutant.guarded()))
                    .filter(mutant -> !killers(laboratory, mutant, problems).isEmpty())
                    .forEach(mutant -> problems.add(mutant + " is no survivor"));
        }
        if (!property.isEmpty()) {
            Files.writeString(MutantsPage.FILE, new KillMatrix(killers).page());
        }
        Mutants.all().stream()
                .filter(mutant -> chosen.contains(mutant.guarded()))
                .filter(mutant -> !killers.get(
                                KillMatrix.key(mutant.name(), mutant.guarded().toString()))
                        .contains(mutant.killer()))
                .forEach(mutant -> problems.add(mutant + " is not killed by " + mutant.killer()));
        assertThat(problems).isEmpty();
    }

    private static Set<Guarded> chosen(String names) {
        return names.equals("all")
                ? EnumSet.allOf(Guarded.class)
                : Arrays.stream(names.split(","))
                        .map(name ->
                                Guarded.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Guarded.class)));
    }

    private static List<String> alarms(Laboratory laboratory, Guarded guarded) {
        List<String> alarms = new ArrayList<>();
        for (Scenario scenario : Scenarios.of(guarded)) {
            try {
                laboratory.control(guarded, scenario);
            } catch (TestAbortedException notForThisSubject) {
                logger.info("{} in {}: {}", guarded, scenario.id(), notForThisSubject.getMessage());
            } catch (AssertionError alarm) {
                alarms.add("%s without a mutant raises an alarm in %s: %s"
                        .formatted(guarded, scenario.id(), alarm.getMessage()));
            }
        }
        return alarms;
    }

    private static List<String> killers(Laboratory laboratory, Mutant mutant, List<String> problems) {
        List<String> killers = new ArrayList<>();
        for (Scenario scenario : Scenarios.of(mutant.guarded())) {
            Trial trial = laboratory.trial(mutant, scenario);
            trial.defects()
                    .forEach(defect ->
                            problems.add("%s itself fails in %s: %s".formatted(mutant, scenario.id(), defect)));
            if (trial.isKilled() && trial.unreached().isEmpty()) {
                killers.add(scenario.id());
            }
        }
        logger.info("{} is killed by {}", mutant, killers);
        return killers;
    }
}

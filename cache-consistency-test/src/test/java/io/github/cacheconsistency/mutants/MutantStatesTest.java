package io.github.cacheconsistency.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.Explorer;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.program.CheckedStates;
import io.github.cacheconsistency.test.program.RaceProgram;
import io.github.cacheconsistency.test.program.RaceScope;
import io.github.cacheconsistency.test.server.ImportTestServers;
import io.github.cacheconsistency.test.server.TestServers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

/** What is wrong with the library is found with states as without them, and with as few preemptions. */
@SpringBootTest(classes = MutantStatesTest.Servers.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class MutantStatesTest {

    private static final ExplorationSettings ALL =
            ExplorationSettings.defaults().withBudget(Duration.ofMinutes(10));

    @Autowired
    private TestServers servers;

    @ParameterizedTest
    @CsvSource({
        "lease: single-flight joins any load, 2, 1",
        "lease: fire and forget, 1, 1",
        "lease: token not checked, 1, 1",
        "row-lock-lease: probe skipped, 1, 1",
        "row-lock-lease: probe before the lease, 1, 1",
        "row-lock-lease: invalidation before the change, 1, 1"
    })
    void searchesWithAndWithoutStatesAgree(String name, int readers, int writers) {
        Mutant mutant = Mutants.all().stream()
                .filter(one -> one.toString().equals(name))
                .findFirst()
                .orElseThrow();
        RaceScope scope = RaceScope.of(readers, writers).withCachedAtStart().withExpiries(1);
        try (Node node = Node.start(servers, false);
                Weaving weaving = Weaving.into(Mutants.places());
                RaceProgram program = node.program(mutant.guarded(), scope)) {
            Exploration without;
            Exploration with;
            CheckedStates silent = new CheckedStates(program, false);
            CheckedStates telling = new CheckedStates(program, true);
            try (Seeds.Seed seed = Seeds.plant(mutant.seed().get())) {
                without = new Explorer(ALL, ProgressListener.silent()).explore(silent);
                with = new Explorer(ALL, ProgressListener.silent()).explore(telling);
            }
            System.out.printf(
                    "%s: %d schedules without states in %d ms, %d with in %d ms; breaks %s; %d states, met %d times, %d untold%n",
                    name,
                    without.schedules(),
                    without.wallTime().toMillis(),
                    with.schedules(),
                    with.wallTime().toMillis(),
                    with.broken(),
                    silent.states(),
                    silent.met(),
                    silent.untold());
            assertThat(preemptions(with)).isNotEmpty().isEqualTo(preemptions(without));
            assertThat(telling.outcomes()).isEqualTo(silent.outcomes());
            assertThat(telling.ends()).isEqualTo(silent.ends());
        }
    }

    private static Map<?, ?> preemptions(Exploration found) {
        return found.counterexamples().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().preemptions()));
    }

    /** Nothing but the servers. */
    @Configuration(proxyBeanMethods = false)
    @ImportTestServers
    static class Servers {}
}

package io.github.cacheconsistency.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.program.RaceProgram;
import io.github.cacheconsistency.test.program.RaceScope;
import io.github.cacheconsistency.test.program.StatesAgree;
import io.github.cacheconsistency.test.server.ImportTestServers;
import io.github.cacheconsistency.test.server.TestServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

/** Explorations with and without states find the same defects, with equally few preemptions. */
@SpringBootTest(classes = MutantStatesTest.Servers.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@Tag("measure")
class MutantStatesTest {

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
                RaceProgram program = node.program(mutant.guarded(), scope);
                Seeds.Seed seed = Seeds.plant(mutant.seed().get())) {
            assertThat(new StatesAgree(name).in(program)).isNotEmpty();
        }
    }

    /** An application with the servers only. */
    @Configuration(proxyBeanMethods = false)
    @ImportTestServers
    static class Servers {}
}

package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.skipped;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.targets.Target;
import io.github.cacheconsistency.targets.Targets;
import io.github.cacheconsistency.targets.TargetsExtension;
import io.github.cacheconsistency.test.server.ImportTestServers;
import io.github.cacheconsistency.test.server.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

/** Each mutant is killed by the scenario that it names, and that scenario passes without mutants. */
@SpringBootTest(classes = MutantsTest.Servers.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("full")
@Tag("targets")
@ExtendWith(TargetsExtension.class)
@ProvokesLog("org.springframework.jdbc.support.JdbcTransactionManager")
@ProvokesLog("com.zaxxer.hikari.pool.ProxyConnection")
@ProvokesLog("org.springframework.transaction.support")
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class MutantsTest {

    private static final Logger logger = LoggerFactory.getLogger(MutantsTest.class);

    private static final Duration TARGET = Duration.ofSeconds(60);
    private static final String LEASE_INVALIDATION = "internal.strategy.LeaseStrategy#afterCommit(Collection)";

    private final Laboratory laboratory;
    private Duration hunting = Duration.ZERO;
    private int killed;

    @Autowired
    MutantsTest(TestServers servers) {
        this.laboratory = new Laboratory(servers);
    }

    @AfterAll
    void close(Targets targets) {
        logger.info("{} mutants killed in {} ms", killed, hunting.toMillis());
        targets.add(
                Target.MUTANTS,
                "%d of %d killed in %d s, by one scenario each; start of the application contexts and weaving not counted"
                        .formatted(killed, Mutants.all().size(), hunting.toSeconds()),
                killed == Mutants.all().size() && hunting.compareTo(TARGET) <= 0);
        laboratory.close();
    }

    static Stream<Arguments> used() {
        return Mutants.all().stream()
                .map(mutant -> List.of(mutant.guarded(), mutant.killer()))
                .distinct()
                .map(pair -> Arguments.of(pair.get(0), pair.get(1)));
    }

    static List<Mutant> mutants() {
        return Mutants.all();
    }

    @ParameterizedTest
    @MethodSource("used")
    void raisesNoAlarmWithoutMutant(Guarded guarded, String scenario) {
        laboratory.control(guarded, Scenarios.named(scenario));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isKilled(Mutant mutant) {
        long begun = System.nanoTime();
        Trial trial = trial(mutant);
        hunting = hunting.plusNanos(System.nanoTime() - begun);
        logger.info("{} in {}: {}", mutant, mutant.killer(), trial.killedBy());
        assertThat(trial.defects()).as("failures of the mutant itself").isEmpty();
        assertThat(trial.unreached()).as("places that were not reached").isEmpty();
        assertThat(trial.isKilled())
                .as("%s is killed by %s", mutant, mutant.killer())
                .isTrue();
        killed++;
    }

    @Test
    void survivesIfItChangesNothing() {
        Trial trial = trial(Mutant.of(Guarded.LEASE, "R02", "nothing", "").at(LEASE_INVALIDATION, Call::proceed));

        assertThat(trial).isEqualTo(new Trial("", List.of(), List.of()));
    }

    @Test
    void tellsWhatIsNotReached() {
        Trial trial =
                trial(Mutant.of(Guarded.CACHE_ASIDE, "R02", "elsewhere", "").at(LEASE_INVALIDATION, skipped()));

        assertThat(trial.unreached()).containsExactly(LEASE_INVALIDATION);
    }

    @Test
    void doesNotTakeItsOwnFailureForItsDeath() {
        Trial trial = trial(Mutant.of(Guarded.LEASE, "R02", "failing", "").at(LEASE_INVALIDATION, call -> {
            throw new IllegalStateException("of the mutant itself");
        }));

        assertThat(trial.defects()).isNotEmpty();
    }

    private Trial trial(Mutant mutant) {
        return laboratory.trial(mutant, Scenarios.named(mutant.killer()));
    }

    /** An application with the servers only. */
    @Configuration(proxyBeanMethods = false)
    @ImportTestServers
    static class Servers {}
}

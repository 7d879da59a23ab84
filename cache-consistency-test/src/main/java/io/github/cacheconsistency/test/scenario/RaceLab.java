package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.race.CrowdedRedis;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.race.Trace;
import io.github.cacheconsistency.test.report.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs the variants of a scenario, on one subject, strategy and set of servers. */
public final class RaceLab {

    private final RaceSubject subject;
    private final Strategy strategy;
    private final List<RaceNode> nodes;
    private final RaceSettings settings;
    private final PlatformTransactionManager transactions;
    private final String scenario;
    private final @Nullable VariantId only;
    private int variants;
    private final List<Outcome> outcomes = new ArrayList<>();
    private Duration latency = Duration.ZERO;

    /** For all variants of {@code scenario}. */
    public RaceLab(
            RaceSubject subject,
            Strategy strategy,
            List<RaceNode> nodes,
            RaceSettings settings,
            PlatformTransactionManager transactions,
            Scenario scenario) {
        this(subject, strategy, nodes, settings, transactions, scenario, null);
    }

    /** For all variants of {@code scenario}, or for {@code only} one of them. */
    public RaceLab(
            RaceSubject subject,
            Strategy strategy,
            List<RaceNode> nodes,
            RaceSettings settings,
            PlatformTransactionManager transactions,
            Scenario scenario,
            @Nullable VariantId only) {
        this.subject = subject;
        this.strategy = strategy;
        this.nodes = List.copyOf(nodes);
        this.settings = settings;
        this.transactions = transactions;
        this.scenario = scenario.id();
        this.only = only;
    }

    /** Runs one variant, which counts for all properties. */
    public void variant(String name, Consumer<ScenarioRace> steps) {
        variant(name, EnumSet.allOf(Property.class), steps);
    }

    /** Runs one variant that counts only for the properties {@code about}. */
    public void variant(String name, Set<Property> about, Consumer<ScenarioRace> steps) {
        variant(name, about, subject.prepare(), steps);
    }

    /** As {@link #variant(String, Set, Consumer)}, after {@code preparation} of the database. */
    public void variant(
            String name, Set<Property> about, RaceSubject.Change preparation, Consumer<ScenarioRace> steps) {
        VariantId id = new VariantId(scenario, strategy.name(), ++variants);
        if (only != null && !only.equals(id)) {
            return;
        }
        try (ScenarioRace race = new ScenarioRace(this, preparation)) {
            steps.accept(race);
            List<Violation> violations = race.violations().stream()
                    .filter(violation -> about.contains(violation.property()))
                    .toList();
            List<Trace.Remark> remarks = violations.stream()
                    .map(violation -> new Trace.Remark(violation.at(), violation.toString()))
                    .toList();
            Trace trace = race.race().trace();
            Optional<Sequence> picture =
                    violations.isEmpty() ? Optional.empty() : Optional.of(Sequence.of(name, trace, violations));
            outcomes.add(new Outcome(name, id, Set.copyOf(about), violations, trace.print(remarks), picture));
        }
    }

    /** Runs {@code variants} with every Redis reply delayed by {@code replies}. */
    public void withLatency(Duration replies, Runnable variants) {
        latency = replies;
        try {
            variants.run();
        } finally {
            latency = Duration.ZERO;
        }
    }

    /** The functions of the service under test. */
    public RaceSubject subject() {
        return subject;
    }

    /** The strategy of the subject's cache. */
    public Strategy strategy() {
        return strategy;
    }

    /** {@code work} in a transaction that commits at its end. */
    public RaceSubject.Change inTransaction(RaceSubject.Change work) {
        return () -> new TransactionTemplate(transactions).executeWithoutResult(status -> run(work));
    }

    /** {@code work} in a transaction that rolls back at its end. */
    public RaceSubject.Change rolledBack(RaceSubject.Change work) {
        return () -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
            run(work);
            status.setRollbackOnly();
        });
    }

    /** {@code work} in a transaction whose queries all see the snapshot of the first one. */
    public RaceSubject.Change inSnapshot(RaceSubject.Change work) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return () -> template.executeWithoutResult(status -> run(work));
    }

    /** Whether {@link #crowdRedis} works with the Redis of these races. */
    boolean canCrowdRedis() {
        return node().canCrowdRedis();
    }

    /** Adds {@code keys} unrelated keys to Redis, until the result is closed. */
    CrowdedRedis crowdRedis(int keys) {
        return node().crowdRedis(keys);
    }

    /** The exception that skips the scenario because the subject does not support it. */
    public static TestAbortedException skip(String reason) {
        return new TestAbortedException("Skipped: " + reason);
    }

    /** The results of the variants so far. */
    public List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** The properties that were broken in some variant. */
    public Set<Property> broken() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.violations().stream())
                .map(Violation::property)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Property.class)));
    }

    private static void run(RaceSubject.Change work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A function of the race subject threw in a transaction", e);
        }
    }

    /** The node that the subject's functions run on. */
    RaceNode node() {
        return nodes.get(0);
    }

    Duration latency() {
        return latency;
    }

    List<RaceNode> nodes() {
        return nodes;
    }

    RaceSettings settings() {
        return settings;
    }
}

package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.report.NotJudged;
import io.github.cacheconsistency.test.report.RaceReportExtension;
import io.github.cacheconsistency.test.report.VerdictRecorder;
import io.github.cacheconsistency.test.scenario.Outcome;
import io.github.cacheconsistency.test.scenario.RaceLab;
import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.scenario.Strategy;
import io.github.cacheconsistency.test.scenario.VariantId;
import io.github.cacheconsistency.test.scenario.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.TestAbortedException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Runs scenarios on the service of a test: what {@link BundledRaces}, {@link FaultRaces} and {@link ReplicaLagRaces} have in
 * common. Their verdicts stand in the {@linkplain RaceReportExtension report} of the run. The system property {@value
 * #REPLAY} with a replay id of the report runs nothing but that variant, and prints its sequence.
 *
 * <p>The library's circuit breaker is turned off: it would take commands that a race holds for slow ones.
 */
@Import(RaceKitConfiguration.class)
@ExtendWith(RaceReportExtension.class)
// A command that a race holds looks slow: the circuit would open, and the next race find no cache.
@TestPropertySource(properties = "cache-consistency.redis.circuit-breaker.enabled=false")
abstract class ScenarioTests {

    static final String REPLAY = "race.replay";

    @Autowired
    private ApplicationContext context;

    private @Nullable VerdictRecorder verdicts;

    /** What the races read and write, through your own service. Called once for each scenario. */
    protected abstract RaceSubject subject();

    @BeforeEach
    final void recordVerdictsOfRaces(VerdictRecorder recorder) {
        verdicts = recorder;
    }

    final void run(Scenario scenario) {
        RaceSubject subject = subject();
        Strategy strategy = StarterStrategies.of(context, subject.cacheName());
        String replay = context.getEnvironment().getProperty(REPLAY, "");
        if (replay.isEmpty()) {
            judge(scenario, subject, strategy);
        } else {
            replay(scenario, subject, strategy, replay);
        }
    }

    private void judge(Scenario scenario, RaceSubject subject, Strategy strategy) {
        VerdictRecorder recorder = Objects.requireNonNull(verdicts);
        String name = name(subject);
        recorder.ranOn(name, ServerVersions.of(context));
        RaceLab lab = lab(subject, strategy, scenario, null);
        try {
            scenario.run(lab);
        } catch (RuntimeException | Error e) {
            boolean skipped = e instanceof TestAbortedException;
            recorder.notJudged(new NotJudged(scenario.id(), strategy.name(), name, skipped, reason(e)));
            throw e;
        }
        Verdict verdict = new Verdict(scenario, strategy, lab.outcomes());
        verdict.recordTo(recorder, name);
        verdict.verify();
    }

    /** Nothing is put down: one variant is no verdict on a scenario, and the report that named it stays as it is. */
    private void replay(Scenario scenario, RaceSubject subject, Strategy strategy, String id) {
        VariantId variant = VariantId.parse(id)
                .filter(parsed -> parsed.isOf(scenario, strategy))
                .orElseThrow(() -> RaceLab.skip("-D%s=%s asks for another race".formatted(REPLAY, id)));
        RaceLab lab = lab(subject, strategy, scenario, variant);
        scenario.run(lab);
        if (lab.outcomes().isEmpty()) {
            throw new AssertionError(
                    ("-D%s=%s: there is no such variant of %s here. The id is of another version of the race "
                                    + "kit or of another subject: take one from a report of this version.")
                            .formatted(REPLAY, id, scenario.id()));
        }
        for (Outcome outcome : lab.outcomes()) {
            System.out.printf("%n%s, variant: %s%n%s%n", id, outcome.variant(), outcome.sequence());
            outcome.violations().forEach(System.out::println);
        }
        new Verdict(scenario, strategy, lab.outcomes()).verifyPromises();
    }

    private RaceLab lab(RaceSubject subject, Strategy strategy, Scenario scenario, @Nullable VariantId only) {
        Races races = context.getBean(Races.class);
        return new RaceLab(
                subject,
                strategy,
                Stream.concat(Stream.of(races.node()), subject.otherNode().map(RaceSubject.OtherNode::node).stream())
                        .toList(),
                races.settings(),
                context.getBean(PlatformTransactionManager.class),
                scenario,
                only);
    }

    private String name(RaceSubject subject) {
        List<String> classes = Stream.<Class<?>>iterate(getClass(), Objects::nonNull, Class::getEnclosingClass)
                .map(Class::getSimpleName)
                .toList();
        String test =
                classes.stream().reduce((inner, outer) -> outer + "." + inner).orElseThrow();
        return "%s (%s)".formatted(test, subject.cacheName());
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        String first = message == null ? "" : message.lines().findFirst().orElse("");
        return first.isEmpty() ? failure.getClass().getSimpleName() : first;
    }
}

package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.report.NotJudged;
import io.github.cacheconsistency.test.report.RaceReportExtension;
import io.github.cacheconsistency.test.report.VerdictRecorder;
import io.github.cacheconsistency.test.scenario.Strategy;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.TestAbortedException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * The base class of races on the service of a test, with forced orders and explored. Their verdicts are in the
 * {@linkplain RaceReportExtension report} of the run. The system property {@value #REPLAY} with a replay id of the
 * report runs only that order of steps, and prints its sequence.
 *
 * <p>The library's circuit breaker is turned off, because it would count commands that a race holds as slow.
 */
@Import(RaceKitConfiguration.class)
@ExtendWith(RaceReportExtension.class)
// A command that a race holds counts as slow: the circuit would open, and the next race would have no cache.
@TestPropertySource(properties = "cache-consistency.redis.circuit-breaker.enabled=false")
abstract class RaceTests {

    static final String REPLAY = "race.replay";

    @Autowired
    private ApplicationContext context;

    private @Nullable VerdictRecorder verdicts;

    /** Describes how the races read and write through your service. Called once for each scenario. */
    protected abstract RaceSubject subject();

    @BeforeEach
    final void recordVerdictsOfRaces(VerdictRecorder recorder) {
        verdicts = recorder;
    }

    final ApplicationContext context() {
        return context;
    }

    final VerdictRecorder verdicts() {
        return Objects.requireNonNull(verdicts);
    }

    /** The strategy of the cache of {@code subject}. */
    Strategy strategy(RaceSubject subject) {
        return StarterStrategies.of(context, subject.cacheName());
    }

    /** The id of the only order of steps to run; empty to run all. */
    final String replayId() {
        return context.getEnvironment().getProperty(REPLAY, "");
    }

    /** Runs {@code race}; if it has no verdict, because it fails or is skipped, the report says so. */
    final <T> T judged(String scenario, Strategy strategy, String name, Supplier<T> race) {
        verdicts().ranOn(name, ServerVersions.of(context));
        try {
            return race.get();
        } catch (RuntimeException | Error e) {
            boolean skipped = e instanceof TestAbortedException;
            verdicts().notJudged(new NotJudged(scenario, strategy.name(), name, skipped, reason(e)));
            throw e;
        }
    }

    /** The name of {@code subject} in the report: the test class and the cache. */
    final String name(RaceSubject subject) {
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

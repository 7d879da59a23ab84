package io.github.cacheconsistency.test.report;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides tests with a {@link VerdictRecorder}, and writes {@code index.html} and {@code verdicts.json} when all tests
 * of the run have ended: one report for all classes of a build, whether one JUnit run executes them or several, such as
 * Surefire's forks. The configuration parameter or system property {@value #DIRECTORY} is the directory; the default is
 * {@value #DEFAULT_DIRECTORY}.
 *
 * <p>Runs belong to one build if the same process of a build tool has started them, not more than twelve hours ago.
 * {@value #BUILD} identifies the build if that is not the case. The report does not contain the findings of other
 * builds.
 *
 * <pre>{@code
 * @ExtendWith(RaceReportExtension.class)
 * class OrderRaces {
 *     @Test
 *     void race(VerdictRecorder verdicts) {
 *         ...
 *         verdicts.record(verdict, counterexample);
 *     }
 * }
 * }</pre>
 */
public final class RaceReportExtension implements ParameterResolver {

    /** The directory of the report. */
    public static final String DIRECTORY = "cache-consistency.test.report";

    /** The default of {@value #DIRECTORY}, relative to the working directory. */
    public static final String DEFAULT_DIRECTORY = "target/race-report";

    /** Identifies the build that a run belongs to. */
    public static final String BUILD = "cache-consistency.test.report.build";

    private static final Namespace NAMESPACE = Namespace.create(RaceReportExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == VerdictRecorder.class;
    }

    @Override
    public VerdictRecorder resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return report(context).recorderOf(TestName.of(context));
    }

    /** The report of the whole run: the root's store closes it when the last test has ended. */
    private static RaceReport report(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        RaceReport.class,
                        type -> new RaceReport(
                                Path.of(context.getConfigurationParameter(DIRECTORY)
                                        .orElse(DEFAULT_DIRECTORY)),
                                context.getConfigurationParameter(BUILD).orElseGet(Build::current)),
                        RaceReport.class);
    }
}

package io.github.cacheconsistency.test.report;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link VerdictRecorder}, and writes {@code index.html} and {@code verdicts.json} when all tests of the run
 * have ended: one report for all classes of a build, whether one JUnit run executes them or several, such as Surefire's forks.
 * The configuration parameter or system property {@value #DIRECTORY} says where, {@value #DEFAULT_DIRECTORY} unless set.
 *
 * <p>Runs belong to one build if the same process of a build tool has started them, not more than twelve hours ago. {@value
 * #BUILD} names the build where that is not so; what other builds have found is no longer in the report.
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

    /** Names the directory of the report. */
    public static final String DIRECTORY = "cache-consistency.test.report";

    /** Where the report is, unless {@value #DIRECTORY} says otherwise: relative to the working directory. */
    public static final String DEFAULT_DIRECTORY = "target/race-report";

    /** Names the build that a run belongs to. */
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

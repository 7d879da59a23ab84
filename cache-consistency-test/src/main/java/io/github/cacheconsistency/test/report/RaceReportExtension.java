package io.github.cacheconsistency.test.report;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link VerdictRecorder}, and writes {@code index.html} and {@code verdicts.json} when all tests of the run
 * have ended: one report for all classes that one JUnit run executes. The configuration parameter or system property
 * {@value #DIRECTORY} says where, {@value #DEFAULT_DIRECTORY} unless set; several runs at the same time, such as Surefire's
 * forks, need a directory each.
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

    private static final Namespace NAMESPACE = Namespace.create(RaceReportExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == VerdictRecorder.class;
    }

    @Override
    public VerdictRecorder resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return report(context).recorderOf(TestSelector.of(context));
    }

    /** The report of the whole run: the root's store closes it when the last test has ended. */
    private static RaceReport report(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        RaceReport.class,
                        type -> new RaceReport(Path.of(
                                context.getConfigurationParameter(DIRECTORY).orElse(DEFAULT_DIRECTORY))),
                        RaceReport.class);
    }
}

package io.github.cacheconsistency.test.report;

import java.util.List;
import java.util.Optional;

/**
 * Records the verdicts of a test. A parameter of test and lifecycle methods with {@link RaceReportExtension}.
 * Thread-safe.
 */
@FunctionalInterface
public interface VerdictRecorder {

    /**
     * Records a verdict. If there are several on one property of the same scenario, strategy and subject, the last one
     * counts, unless an earlier one is unexpected.
     *
     * @param counterexample the schedule that broke the property; verdicts with the same replay id share one picture
     */
    void record(VerdictRecord verdict, Optional<Sequence> counterexample);

    /** Records the story of a scenario with forced orders, in one sentence. */
    default void describe(String scenario, String story) {
        describe(scenario, Orders.FORCED, story);
    }

    /** Records the story of a scenario, in one sentence. */
    default void describe(String scenario, Orders orders, String story) {}

    /** Records the servers of a subject, with their versions. */
    default void ranOn(String subject, List<String> servers) {}

    /** Records why a scenario has no verdict: it was skipped, or failed before it was judged. */
    default void notJudged(NotJudged scenario) {}

    /** The command that runs the schedule of {@code replayId} again in this test. */
    default String replayCommand(String replayId) {
        return "-Drace.replay=" + replayId;
    }
}

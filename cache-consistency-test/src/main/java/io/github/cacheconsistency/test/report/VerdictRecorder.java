package io.github.cacheconsistency.test.report;

import java.util.List;
import java.util.Optional;

/**
 * Where a test puts down what its races showed. A parameter of tests and lifecycle methods under {@link
 * RaceReportExtension}. Thread-safe.
 */
@FunctionalInterface
public interface VerdictRecorder {

    /**
     * Puts a verdict down. Of several on one property of the same scenario, strategy and subject the last one counts, unless
     * an earlier one is unexpected.
     *
     * @param counterexample the schedule that broke the property; verdicts that have the same replay id share one picture
     */
    void record(VerdictRecord verdict, Optional<Sequence> counterexample);

    /** Says what happens in a scenario whose orders are forced, in one sentence. */
    default void describe(String scenario, String story) {
        describe(scenario, Orders.FORCED, story);
    }

    /** Says what happens in a scenario, in one sentence. */
    default void describe(String scenario, Orders orders, String story) {}

    /** Says which servers a subject ran on, with their versions. */
    default void ranOn(String subject, List<String> servers) {}

    /** Says why a scenario has no verdict: it was skipped, or failed before it could be judged. */
    default void notJudged(NotJudged scenario) {}

    /** The command that runs the schedule of {@code replayId} again in this test. */
    default String replayCommand(String replayId) {
        return "-Drace.replay=" + replayId;
    }
}

package io.github.cacheconsistency.test.report;

import java.util.List;

/**
 * A section of the report: the counterexamples of one scenario.
 *
 * @param story what happens in it; empty if it is not known
 */
record ReportSection(String scenario, String story, List<Counterexample> counterexamples) {

    /**
     * One schedule that broke properties, and its picture.
     *
     * @param anchor its HTML id in the page
     * @param badges the properties that it broke
     * @param open whether the page shows the picture at once
     * @param replay the command that runs it again
     * @param drawings the picture, if there is one
     */
    record Counterexample(
            String anchor,
            String strategy,
            String subject,
            List<Badge> badges,
            boolean open,
            String title,
            List<SequenceEvent.Offence> explanations,
            String replayId,
            String replay,
            List<Drawing> drawings) {}
}

package io.github.cacheconsistency.test.report;

import java.util.List;

/**
 * The counterexamples of one scenario.
 *
 * @param story what happens in it; empty if nobody has said
 */
record Chapter(String scenario, String story, List<Counterexample> counterexamples) {

    /**
     * One schedule that broke promises, and its picture.
     *
     * @param anchor where the page has it
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

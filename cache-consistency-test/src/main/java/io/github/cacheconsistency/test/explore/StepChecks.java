package io.github.cacheconsistency.test.explore;

/** A rolling hash of what there was to choose and what was chosen, six bits of it after each step. */
final class StepChecks {

    private String past = "";

    char next(Position position, EnabledStep chosen) {
        past = SixBits.hash(past + Determinism.inWords(position.enabledSteps()) + chosen.task(), 10);
        return past.charAt(0);
    }
}

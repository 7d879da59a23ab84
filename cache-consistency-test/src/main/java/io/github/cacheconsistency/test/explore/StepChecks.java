package io.github.cacheconsistency.test.explore;

/** A rolling hash of the enabled steps and the taken steps; six bits of it are the check after each step. */
final class StepChecks {

    private String past = "";

    char next(Position position, EnabledStep chosen) {
        past = SixBits.hash(past + Determinism.inWords(position.enabledSteps()) + chosen.task(), 10);
        return past.charAt(0);
    }
}

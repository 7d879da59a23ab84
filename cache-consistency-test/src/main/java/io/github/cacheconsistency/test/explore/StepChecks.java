package io.github.cacheconsistency.test.explore;

/** A rolling hash of what there was to choose and what was chosen, six bits of it after each step. */
final class StepChecks {

    private String past = "";

    char next(Position position, Choice chosen) {
        past = SixBits.hash(past + Determinism.inWords(position.choices()) + chosen.task(), 10);
        return past.charAt(0);
    }
}

package io.github.cacheconsistency.test.explore;

import java.util.Random;

/** Chooses a schedule at random: each choice at each step with the same probability. */
final class Sampler implements Guide {

    private final Random random;

    Sampler(Random random) {
        this.random = random;
    }

    @Override
    public Choice choose(Position position, Execution execution) {
        return position.choices().get(random.nextInt(position.choices().size()));
    }
}

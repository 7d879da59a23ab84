package io.github.cacheconsistency.test.explore;

import java.util.Random;

/** A random walk: at each position every enabled step has the same probability. */
final class RandomWalk implements Scheduler {

    private final Random random;

    RandomWalk(Random random) {
        this.random = random;
    }

    @Override
    public EnabledStep choose(Position position, Execution execution) {
        return position.enabledSteps()
                .get(random.nextInt(position.enabledSteps().size()));
    }
}

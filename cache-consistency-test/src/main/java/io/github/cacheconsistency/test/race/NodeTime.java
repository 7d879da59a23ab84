package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.time.RaceClock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The time of a race for one of its nodes: when the node is killed, its scheduled work never runs. */
record NodeTime(RaceTime time, RaceNode node) implements RaceClock {

    @Override
    public Duration now() {
        return time.now();
    }

    @Override
    public boolean await(CompletionStage<?> signal, Duration atMost) {
        return time.await(signal, atMost);
    }

    @Override
    public void schedule(Runnable work, Duration delay) {
        time.schedule(node, work, delay);
    }

    @Override
    public void scheduleUpkeep(Runnable work, Duration delay) {
        time.scheduleUpkeep(node, work, delay);
    }
}

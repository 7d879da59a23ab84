package io.github.cacheconsistency.benchmarks.drive;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Estimates the duration of a run on an idle machine with two processors; a busy one takes longer. */
public final class Estimate {

    private static final Duration SERVERS = Duration.ofSeconds(5);
    private static final Duration CONTEXT = Duration.ofMillis(1_200);

    private Estimate() {}

    /** Returns the duration of all trials in one run. */
    public static Duration of(List<Trial> trials) {
        record Start(String contestant, Duration latency) {}
        Set<Start> starts = new HashSet<>();
        Duration total = SERVERS;
        for (Trial trial : trials) {
            trial.participants()
                    .forEach(contestant -> starts.add(
                            new Start(contestant.id(), trial.setting().latency())));
            total = total.plus(trial.estimate());
        }
        return total.plus(CONTEXT.multipliedBy(starts.size()));
    }
}

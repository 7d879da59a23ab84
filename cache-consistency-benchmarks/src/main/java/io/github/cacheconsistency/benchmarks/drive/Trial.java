package io.github.cacheconsistency.benchmarks.drive;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import java.time.Duration;
import java.util.List;

/**
 * A workload under one setting.
 *
 * @param contestants the contestants in the order of the tables; the workload may not suit all of them
 * @param scale the extent
 */
public record Trial(Workload workload, Setting setting, List<Contestant> contestants, Scale scale) {

    /** Returns the contestants that the workload suits. */
    public List<Contestant> participants() {
        return contestants.stream()
                .filter(contestant -> workload.suits(contestant, setting))
                .toList();
    }

    /** Returns the number of slices: one per participant and round, and those of the raw client around each. */
    public long slices() {
        List<Contestant> participants = participants();
        boolean withRaw = participants.stream().anyMatch(contestant -> contestant.is(Contestant.RAW));
        return (long) (scale.warmups() + scale.rounds())
                * (withRaw ? 2 * participants.size() - 1 : participants.size());
    }

    /**
     * Returns the approximate duration of all slices, with their preparation and checks. The contexts are running
     * already.
     */
    public Duration estimate() {
        return workload.time(setting, scale).multipliedBy(slices());
    }
}

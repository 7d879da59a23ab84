package io.github.cacheconsistency.benchmarks.drive;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import java.time.Duration;
import java.util.List;

/**
 * A workload under one setting.
 *
 * @param contestants who is to be measured, in the order of the tables; the workload may not suit all of them
 * @param scale how long
 */
public record Trial(Workload workload, Setting setting, List<Contestant> contestants, Scale scale) {

    /** Those whom the workload suits. */
    public List<Contestant> participants() {
        return contestants.stream()
                .filter(contestant -> workload.suits(contestant, setting))
                .toList();
    }

    /** How many slices it consists of: each participant's in each round, and the raw client's around each. */
    public long slices() {
        List<Contestant> participants = participants();
        boolean withRaw = participants.stream().anyMatch(contestant -> contestant.is(Contestant.RAW));
        return (long) (scale.warmups() + scale.rounds())
                * (withRaw ? 2 * participants.size() - 1 : participants.size());
    }

    /** About how long all of its slices take, with what precedes and follows each; contexts are running before. */
    public Duration estimate() {
        return workload.time(setting, scale).multipliedBy(slices());
    }
}

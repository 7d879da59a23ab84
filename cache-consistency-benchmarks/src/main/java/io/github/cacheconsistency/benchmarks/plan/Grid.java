package io.github.cacheconsistency.benchmarks.plan;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Trial;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Every workload under everything that was asked for.
 *
 * @param threads empty for each workload's own
 */
public record Grid(
        List<Workload> workloads,
        List<Contestant> contestants,
        List<Integer> threads,
        List<Long> latencyMillis,
        Scale scale) {

    /** By latency first: contexts are started once for each. */
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (long latency : new LinkedHashSet<>(latencyMillis)) {
            for (Workload workload : workloads) {
                for (int number : threads.isEmpty() ? workload.threads() : threads) {
                    for (String variant : workload.variants(scale)) {
                        Setting setting = new Setting(workload.id(), variant, number, Duration.ofMillis(latency));
                        trials.add(new Trial(workload, setting, contestants, scale));
                    }
                }
            }
        }
        return trials;
    }
}

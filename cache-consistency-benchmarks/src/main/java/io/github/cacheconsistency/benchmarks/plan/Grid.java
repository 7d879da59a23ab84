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
 * Every workload under every requested setting.
 *
 * @param threads empty for the defaults of each workload
 */
public record Grid(
        List<Workload> workloads,
        List<Contestant> contestants,
        List<Integer> threads,
        List<Long> latencyMillis,
        Scale scale) {

    /** Returns the trials ordered by latency, because contexts are started once per latency. */
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

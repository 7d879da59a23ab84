package io.github.cacheconsistency.benchmarks.plan;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.contestant.Contestants;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Trial;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import io.github.cacheconsistency.benchmarks.workload.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Related trials of one workload.
 *
 * @param variants empty for all variants of the workload at this scale
 */
record Part(
        String workload,
        List<String> variants,
        List<Integer> threads,
        Duration latency,
        Set<String> contestants,
        Scale scale) {

    static Part of(String workload, List<Integer> threads, Set<String> contestants, Scale scale) {
        return new Part(workload, List.of(), threads, Duration.ZERO, contestants, scale);
    }

    Part variants(String... some) {
        return new Part(workload, List.of(some), threads, latency, contestants, scale);
    }

    Part delayedBy(Duration added) {
        return new Part(workload, variants, threads, added, contestants, scale);
    }

    List<Trial> trials() {
        Workload measured = Workloads.named(workload);
        List<Contestant> chosen = Contestants.all().stream()
                .filter(contestant -> contestants.contains(contestant.id()))
                .toList();
        List<Trial> trials = new ArrayList<>();
        for (String variant : variants.isEmpty() ? measured.variants(scale) : variants) {
            for (int number : threads) {
                trials.add(new Trial(measured, new Setting(workload, variant, number, latency), chosen, scale));
            }
        }
        return trials;
    }
}

package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.drive.Workload;
import java.util.List;

/** All of them. */
public final class Workloads {

    private Workloads() {}

    /** In the order of the documentation. */
    public static List<Workload> all() {
        return List.of(
                new HitWorkload(),
                new MissWorkload(),
                new WriteWorkload(),
                new MixedWorkload(),
                new SessionsWorkload(),
                new HerdWorkload(),
                new BatchWorkload(),
                GrowthWorkload.ofKeys(),
                new CachesWorkload(),
                GrowthWorkload.ofValues(),
                new OutboxWorkload());
    }

    /** The one of this name, which there must be. */
    public static Workload named(String id) {
        return all().stream()
                .filter(workload -> workload.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No workload " + id));
    }
}

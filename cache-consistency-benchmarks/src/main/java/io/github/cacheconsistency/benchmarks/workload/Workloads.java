package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.drive.Workload;
import java.util.List;

/** All workloads. */
public final class Workloads {

    private Workloads() {}

    /** Returns the workloads in the order of the documentation. */
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

    /** Returns the workload with this name, which must exist. */
    public static Workload named(String id) {
        return all().stream()
                .filter(workload -> workload.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No workload " + id));
    }
}

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
                new KeysWorkload(),
                new ValuesWorkload(),
                new OutboxWorkload());
    }
}

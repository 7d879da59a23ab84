package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** Reads of cached rows, uniformly distributed over the keys. A load would be an error and is counted. */
final class HitWorkload implements Workload {

    private static final int KEYS = 1_000;

    @Override
    public String id() {
        return "hit";
    }

    @Override
    public String description() {
        return "reads of " + KEYS + " cached rows, uniform";
    }

    @Override
    public List<Integer> threads() {
        return List.of(1, 8, 64, 256);
    }

    @Override
    public Duration time(Setting setting, Scale scale) {
        return scale.slice().plusMillis(250).plus(setting.latency().multipliedBy(500));
    }

    @Override
    public Slice run(Stage stage) {
        Table.prepareAtLeast(stage, KEYS);
        Table.warm(stage, LongStream.rangeClosed(1, KEYS));
        return Hits.measure(stage, KEYS);
    }
}

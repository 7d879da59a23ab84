package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes with a skewed key distribution: measures the throughput, stale reads, and permanently wrong keys.
 */
final class MixedWorkload implements Workload {

    private static final int KEYS = 1_000;
    private static final double SKEW = .99;
    private static final Duration PAUSE = Duration.ofMillis(2);

    private static final Map<String, ReadsAndWrites> VARIANTS = new LinkedHashMap<>();

    static {
        VARIANTS.put("95/5, fast loader", new ReadsAndWrites(KEYS, SKEW, .05, Duration.ZERO));
        VARIANTS.put("95/5, slow loader", new ReadsAndWrites(KEYS, SKEW, .05, PAUSE));
        VARIANTS.put("50/50, fast loader", new ReadsAndWrites(KEYS, SKEW, .5, Duration.ZERO));
        VARIANTS.put("50/50, slow loader", new ReadsAndWrites(KEYS, SKEW, .5, PAUSE));
    }

    @Override
    public String id() {
        return "mixed";
    }

    @Override
    public String description() {
        return "reads and writes of " + KEYS + " rows, Zipf " + SKEW + "; a slow loader stands still for "
                + PAUSE.toMillis() + " ms after its SELECT";
    }

    @Override
    public List<String> variants(Scale scale) {
        return List.copyOf(VARIANTS.keySet());
    }

    @Override
    public List<Integer> threads() {
        return List.of(16);
    }

    @Override
    public boolean suits(Contestant contestant, Setting setting) {
        return true;
    }

    /** Half of the slices are those of the raw client. After most others all keys are compared, some of them twice. */
    @Override
    public Duration time(Setting setting, Scale scale) {
        return scale.slice().plusMillis(450).plus(setting.latency().multipliedBy(150));
    }

    @Override
    public Slice run(Stage stage) {
        ReadsAndWrites variant = VARIANTS.get(stage.setting().variant());
        if (variant == null) {
            throw new IllegalArgumentException("Unknown variant: " + stage.setting());
        }
        return variant.run(stage);
    }
}

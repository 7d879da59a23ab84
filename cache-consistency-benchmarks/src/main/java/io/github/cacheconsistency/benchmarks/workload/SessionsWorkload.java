package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import java.time.Duration;
import java.util.List;

/**
 * The share of stale reads by the number of concurrent sessions, after the table of Ghandeharizadeh, Yap and Nguyen,
 * "Strong Consistency in Cache Augmented SQL Systems" (Middleware 2014): sessions without think time, one write in ten
 * actions, mildly skewed keys. Their benchmark is a social network with actions over several rows; here an action is one row.
 */
final class SessionsWorkload implements Workload {

    private static final ReadsAndWrites ACTIONS = new ReadsAndWrites(1_000, .27, .1, Duration.ZERO);

    @Override
    public String id() {
        return "sessions";
    }

    @Override
    public String description() {
        return "sessions of reads and 10 % writes of " + ACTIONS.keys() + " rows, Zipf " + ACTIONS.skew();
    }

    @Override
    public List<Integer> threads() {
        return List.of(1, 10, 100, 200);
    }

    /** Includes the comparison of all keys at the end, some of them twice. */
    @Override
    public Duration time(Setting setting, Scale scale) {
        return scale.slice().plusMillis(700);
    }

    @Override
    public Slice run(Stage stage) {
        return ACTIONS.run(stage);
    }
}

package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.drive.Counters;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import io.github.cacheconsistency.peers.PointsService;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Reads of cached rows, uniform over the keys; a load would be a mistake and is counted as one. */
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
    public Slice run(Stage stage) {
        Table.prepare(stage, KEYS);
        PointsService points = stage.node().points();
        Table.warm(stage, LongStream.rangeClosed(1, KEYS));
        long loadsBefore = stage.node().table().loads();
        Counters counters = Counters.start(stage.servers());
        Tally tally = stage.crew()
                .perform(
                        stage.setting().threads(),
                        stage.scale().slice(),
                        worker -> points.find(1 + worker.random().nextInt(KEYS)));
        return Slice.of(
                tally,
                counters.redis(),
                counters.sql(),
                Map.of(
                        Figures.FAILURES, (double) tally.failures(),
                        Figures.LOADS, (double) (stage.node().table().loads() - loadsBefore)));
    }
}

package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.drive.Counters;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import io.github.cacheconsistency.peers.PointsService;
import java.util.Map;
import java.util.function.IntConsumer;

/** Reads of entries that are all cached, uniformly distributed. A load would be an error and is counted. */
final class Hits {

    private Hits() {}

    /** Reads the entries 1 to {@code keys} for one slice of time. */
    static Slice measure(Stage stage, int keys) {
        PointsService points = stage.node().points();
        return measure(stage, keys, points::find);
    }

    /** Reads the entries 1 to {@code keys} with {@code read} for one slice of time. */
    static Slice measure(Stage stage, int keys, IntConsumer read) {
        long loadsBefore = stage.node().table().loads();
        Counters counters = Counters.start(stage.servers());
        Tally tally = stage.crew()
                .perform(
                        stage.setting().threads(),
                        stage.scale().slice(),
                        worker -> read.accept(1 + worker.random().nextInt(keys)));
        return Slice.of(
                tally,
                counters.redis(),
                counters.sql(),
                Map.of(
                        Figures.FAILURES, (double) tally.failures(),
                        Figures.LOADS, (double) (stage.node().table().loads() - loadsBefore)));
    }
}

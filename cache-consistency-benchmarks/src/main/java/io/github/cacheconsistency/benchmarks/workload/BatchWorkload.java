package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Node;
import io.github.cacheconsistency.benchmarks.contestant.PointsBatch;
import io.github.cacheconsistency.benchmarks.drive.Counters;
import io.github.cacheconsistency.benchmarks.drive.Operation;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import io.github.cacheconsistency.benchmarks.drive.Worker;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Reads of 100 cached rows at once; one by one if a contestant has no call for that. */
final class BatchWorkload implements Workload {

    private static final int KEYS = 1_000;
    private static final int BATCH = 100;

    @Override
    public String id() {
        return "batch";
    }

    @Override
    public String description() {
        return "reads of " + BATCH + " cached rows at once, one after the other where there is no call for that";
    }

    @Override
    public List<Integer> threads() {
        return List.of(1, 8);
    }

    @Override
    public Duration time(Setting setting, Scale scale) {
        return scale.slice().plusMillis(350).plus(setting.latency().multipliedBy(500));
    }

    @Override
    public Slice run(Stage stage) {
        Table.prepareAtLeast(stage, KEYS);
        Node node = stage.node();
        Table.warm(stage, LongStream.rangeClosed(1, KEYS));
        Counters counters = Counters.start(stage.servers());
        Tally tally =
                stage.crew().perform(stage.setting().threads(), stage.scale().slice(), reading(node));
        return Slice.of(tally, counters.redis(), counters.sql(), Map.of(Figures.FAILURES, (double) tally.failures()));
    }

    private static Operation reading(Node node) {
        if (node.points() instanceof PointsBatch batch) {
            return worker -> batch.findAll(ids(worker).boxed().toList());
        }
        return worker -> ids(worker).forEach(node.points()::find);
    }

    private static LongStream ids(Worker worker) {
        int first = worker.random().nextInt(KEYS);
        return LongStream.range(first, first + BATCH).map(id -> 1 + id % KEYS);
    }
}

package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.drive.Counters;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import io.github.cacheconsistency.peers.PointsService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Reads of different rows that are not cached: a lookup, a load and a fill each. */
final class MissWorkload implements Workload {

    /** More rows than a slice can read. */
    private static final int ROWS = 100_000;

    private static final int SAMPLE = 100;

    @Override
    public String id() {
        return "miss";
    }

    @Override
    public String description() {
        return "reads of rows that are not cached, each of another row";
    }

    @Override
    public List<Integer> threads() {
        return List.of(1, 16);
    }

    @Override
    public Slice run(Stage stage) {
        Table.prepareAtLeast(stage, ROWS);
        PointsService points = stage.node().points();
        AtomicLong next = new AtomicLong();
        Counters counters = Counters.start(stage.servers());
        Tally tally = stage.crew()
                .perform(
                        stage.setting().threads(),
                        stage.scale().slice(),
                        worker -> points.find(1 + next.getAndIncrement() % ROWS));
        var redis = counters.redis();
        var sql = counters.sql();
        return Slice.of(
                tally,
                redis,
                sql,
                Map.of(
                        Figures.FAILURES,
                        (double) tally.failures(),
                        Figures.NOT_FILLED,
                        notFilled(stage, Math.min(next.get(), ROWS))));
    }

    /** Returns how many of the last rows that were read, at most {@value #SAMPLE}, are not cached a moment later. */
    private static double notFilled(Stage stage, long read) {
        PointsService points = stage.node().points();
        Quiet.await();
        long loads = stage.node().table().loads();
        for (long id = Math.max(1, read - SAMPLE); id < read; id++) {
            points.find(id);
        }
        return stage.node().table().loads() - loads;
    }
}

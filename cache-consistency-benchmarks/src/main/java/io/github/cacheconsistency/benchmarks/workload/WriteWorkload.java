package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Counters;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import io.github.cacheconsistency.peers.PointsService;
import java.util.List;
import java.util.Map;

/** Changes of single rows, each in its own transaction, uniformly distributed over the keys. */
final class WriteWorkload implements Workload {

    private static final int KEYS = 1_000;

    @Override
    public String id() {
        return "write";
    }

    @Override
    public String description() {
        return "changes of single rows among " + KEYS + ", uniform, each a transaction";
    }

    @Override
    public List<Integer> threads() {
        return List.of(1, 16);
    }

    @Override
    public boolean suits(Contestant contestant, Setting setting) {
        return true;
    }

    @Override
    public Slice run(Stage stage) {
        Table.prepare(stage, KEYS);
        PointsService points = stage.node().points();
        Counters counters = Counters.start(stage.servers());
        Tally tally = stage.crew()
                .perform(
                        stage.setting().threads(),
                        stage.scale().slice(),
                        worker -> points.add(1 + worker.random().nextInt(KEYS), 1));
        return Slice.of(tally, counters.redis(), counters.sql(), Map.of(Figures.FAILURES, (double) tally.failures()));
    }
}

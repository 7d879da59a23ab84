package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Node;
import io.github.cacheconsistency.benchmarks.drive.Counters;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A hot key vanishes again and again under many readers: how many of them load it. */
final class HerdWorkload implements Workload {

    private static final Duration BETWEEN_EXPIRIES = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final Map<String, Integer> NODES = Map.of("1 node", 1, "2 nodes", 2);

    @Override
    public String id() {
        return "herd";
    }

    @Override
    public String description() {
        return "reads of one row that vanishes from the cache " + BETWEEN_EXPIRIES.toMillis()
                + " ms after it was filled, with a loader that stands still for " + PAUSE.toMillis() + " ms";
    }

    @Override
    public List<String> variants(Scale scale) {
        return NODES.keySet().stream().sorted().toList();
    }

    @Override
    public List<Integer> threads() {
        return List.of(200);
    }

    @Override
    public Slice run(Stage stage) {
        Table.prepare(stage, 1);
        List<Node> nodes = IntStream.range(0, NODES.getOrDefault(stage.setting().variant(), 1))
                .mapToObj(stage.nodes())
                .toList();
        nodes.forEach(node -> node.table().pauseLoads(PAUSE));
        try {
            nodes.forEach(node -> node.points().find(1));
            Quiet.await();
            long loadsBefore = loads(nodes);
            Expiries expiries = new Expiries(stage, nodes);
            Counters counters = Counters.start(stage.servers());
            Tally tally = expiries.during(() -> stage.crew()
                    .perform(
                            stage.setting().threads(),
                            stage.scale().slice(),
                            worker -> nodes.get(worker.index() % nodes.size())
                                    .points()
                                    .find(1)));
            return Slice.of(
                    tally,
                    counters.redis(),
                    counters.sql(),
                    Map.of(
                            Figures.FAILURES, (double) tally.failures(),
                            Figures.LOADS, (double) (loads(nodes) - loadsBefore),
                            Figures.EXPIRIES, (double) expiries.count()));
        } finally {
            nodes.forEach(node -> node.table().pauseLoads(Duration.ZERO));
        }
    }

    private static long loads(List<Node> nodes) {
        return nodes.stream().mapToLong(node -> node.table().loads()).sum();
    }
}

package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.contestant.MeasuredTable;
import io.github.cacheconsistency.benchmarks.drive.Counters;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import io.github.cacheconsistency.peers.Points;
import io.github.cacheconsistency.peers.PointsService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Readers and writers of the same keys, with counts of stale reads.
 *
 * @param keys the number of keys
 * @param skew the skew of the keys, see {@link Zipf}
 * @param writes the fraction of operations that are writes, 0 to 1
 * @param loaderPause how long each load pauses after its SELECT
 */
record ReadsAndWrites(int keys, double skew, double writes, Duration loaderPause) {

    Slice run(Stage stage) {
        Table.prepare(stage, keys);
        PointsService points = stage.node().points();
        MeasuredTable table = stage.node().table();
        Zipf distribution = new Zipf(keys, skew);
        AcknowledgedVersions acknowledged = new AcknowledgedVersions(keys);
        table.pauseLoads(loaderPause);
        try {
            Counters counters = Counters.start(stage.servers());
            Tally tally = stage.crew()
                    .perform(stage.setting().threads(), stage.scale().slice(), worker -> {
                        int key = distribution.next(worker.random());
                        if (worker.random().nextDouble() < writes) {
                            points.add(key, 1);
                            acknowledged.acknowledge(key, table.versionWritten());
                        } else {
                            long atLeast = acknowledged.of(key);
                            worker.countRead(Points.version(points.find(key)) < atLeast);
                        }
                    });
            var redis = counters.redis();
            var sql = counters.sql();
            table.pauseLoads(Duration.ZERO);
            Map<String, Double> figures = new HashMap<>();
            figures.put(Figures.FAILURES, (double) tally.failures());
            figures.put(Figures.READS, (double) tally.reads());
            figures.put(Figures.STALE_READS, (double) tally.staleReads());
            // The raw client serves only for comparison, many times in a round, and comparing all keys takes longer
            // than its slice.
            if (!stage.contestant().is(Contestant.RAW)) {
                figures.put(Figures.DIFFERING_KEYS, (double) DifferingKeys.count(stage));
            }
            return Slice.of(tally, redis, sql, figures);
        } finally {
            table.pauseLoads(Duration.ZERO);
        }
    }
}

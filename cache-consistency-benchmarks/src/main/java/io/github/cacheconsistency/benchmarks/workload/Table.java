package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.peers.PointsService;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The state of cache and table before a slice. */
final class Table {

    private static final int WARMERS = 16;

    private Table() {}

    /** Empties Redis; makes rows 1 to {@code rows}, all of version 1, the only ones. */
    static void prepare(Stage stage, int rows) {
        // The node first: what it does while it starts belongs to no slice.
        stage.node();
        stage.servers().redis().flush();
        stage.servers().rows().reset(rows);
    }

    /** As {@link #prepare}, where more rows do no harm and none has been changed: those that are there already stay. */
    static void prepareAtLeast(Stage stage, int rows) {
        stage.node();
        stage.servers().redis().flush();
        if (stage.servers().rows().number("SELECT COUNT(*) FROM points") < rows) {
            stage.servers().rows().reset(rows);
        }
    }

    /** Reads each of the rows until it is cached: a second look waits for fills that follow their read. */
    static void warm(Stage stage, PointsService points, LongStream ids) {
        long[] all = ids.toArray();
        for (int pass = 0; pass < 2; pass++) {
            stage.crew().all(IntStream.range(0, WARMERS).boxed().toList(), warmer -> {
                for (int index = warmer; index < all.length; index += WARMERS) {
                    points.find(all[index]);
                }
            });
        }
    }
}

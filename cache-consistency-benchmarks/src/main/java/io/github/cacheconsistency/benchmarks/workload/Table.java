package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.peers.PointsService;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The state of cache and table before a slice. */
final class Table {

    private static final int WARMERS = 16;
    private static final int MOST_PASSES = 50;

    private Table() {}

    /** Empties Redis, and replaces all rows by rows 1 to {@code rows} with version 1. */
    static void prepare(Stage stage, int rows) {
        // Starts the node first, because its start belongs to no slice.
        stage.node();
        stage.servers().redis().flush();
        stage.servers().rows().reset(rows);
    }

    /** Like {@link #prepare}, for workloads that tolerate more rows and other versions: existing rows are kept. */
    static void prepareAtLeast(Stage stage, int rows) {
        stage.node();
        stage.servers().redis().flush();
        if (stage.servers().rows().number("SELECT MAX(id) FROM points") < rows) {
            stage.servers().rows().reset(rows);
        }
    }

    /**
     * Reads all of the rows until none of them needs a load, because fills may follow their read, or fail on a busy
     * machine.
     *
     * @throws IllegalStateException if not all rows are cached in the end
     */
    static void warm(Stage stage, LongStream ids) {
        long[] all = ids.toArray();
        PointsService points = stage.node().points();
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            long before = stage.node().table().loads();
            stage.crew().all(IntStream.range(0, WARMERS).boxed().toList(), warmer -> {
                for (int index = warmer; index < all.length; index += WARMERS) {
                    points.find(all[index]);
                }
            });
            if (stage.node().table().loads() == before) {
                return;
            }
            Quiet.await();
        }
        throw new IllegalStateException("Expected " + all.length + " rows in the cache of "
                + stage.contestant().id() + " after reading each " + MOST_PASSES
                + " times, but some still are loaded: is the machine too busy, or Redis?");
    }
}

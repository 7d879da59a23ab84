package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.contestant.Contestants;
import io.github.cacheconsistency.benchmarks.drive.Counters;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import io.github.cacheconsistency.benchmarks.server.PointsRows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The relay of one node processes a backlog of the outbox; an operation is a row. */
final class OutboxWorkload implements Workload {

    private static final String UNIT = " rows";

    /** The time per row, to create it and to relay it. */
    private static final long MICROS_EACH = 35;

    private static final int STEP = 50_000;
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final double MEGABYTE = 1 << 20;

    @Override
    public String id() {
        return "outbox";
    }

    @Override
    public String description() {
        return "rows of a backlog of the outbox, relayed by one node; without a backlog it is the outbox of the workload"
                + " `write`, whose rows are relayed as they come";
    }

    @Override
    public List<String> variants(Scale scale) {
        return scale.quick()
                ? List.of("1000" + UNIT)
                : List.of("1000" + UNIT, "10000" + UNIT, "100000" + UNIT, "1000000" + UNIT);
    }

    @Override
    public List<Integer> threads() {
        return List.of(1);
    }

    @Override
    public boolean suits(Contestant contestant, Setting setting) {
        return contestant.id().equals("lease" + Contestants.WITH_OUTBOX);
    }

    @Override
    public Duration time(Setting setting, Scale scale) {
        return Duration.ofMillis(1_000 + rows(setting) * MICROS_EACH / 1_000);
    }

    private static int rows(Setting setting) {
        return Integer.parseInt(setting.variant().replace(UNIT, ""));
    }

    @Override
    public Slice run(Stage stage) {
        // All other nodes with an outbox would relay rows as well.
        stage.alone().run();
        Table.prepare(stage, 1);
        int rows = rows(stage.setting());
        PointsRows table = stage.servers().rows();
        prepareBacklog(table, rows);
        double before = live();
        Counters counters = Counters.start(stage.servers());
        table.execute(
                "RENAME TABLE cache_consistency_outbox TO outbox_without, outbox_backlog TO cache_consistency_outbox");
        long begin = System.nanoTime();
        // Measured while most of the backlog exists, because its cost in memory is what it holds.
        double during = live();
        while (table.number("SELECT EXISTS (SELECT 1 FROM cache_consistency_outbox)") == 1) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new IllegalStateException("The relay has not worked off " + rows + " rows within " + LIMIT);
            }
            Quiet.pause(LOOK);
        }
        Histogram each = new Histogram(2);
        long nanos = System.nanoTime() - begin;
        each.recordValueWithCount(Math.max(1, nanos / rows), rows);
        Tally tally = new Tally(each, nanos / 1e9, 0, 0, 0, 0, 0, null);
        return Slice.of(
                tally, counters.redis(), counters.sql(), Map.of(Figures.LIVE_MEGABYTES, Math.max(0, during - before)));
    }

    /**
     * Writes the rows without the outbox, so that the relay finds all of them at once; in steps that fit into the lock
     * memory of the server.
     */
    private static void prepareBacklog(PointsRows table, int rows) {
        table.execute("DROP TABLE IF EXISTS outbox_backlog, outbox_without");
        table.execute("CREATE TABLE outbox_backlog LIKE cache_consistency_outbox");
        for (int done = 0; done < rows; done += STEP) {
            table.execute("INSERT INTO outbox_backlog (cache_name, cache_key, kind, created_at) SELECT 'points', "
                    + "CONCAT('points::', seq), 'KEY', UTC_TIMESTAMP(3) - INTERVAL 1 HOUR FROM seq_"
                    + (done + 1) + "_to_" + Math.min(rows, done + STEP));
        }
    }

    /** Returns the used heap after a collection, in megabytes. */
    private static double live() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MEGABYTE;
    }
}

package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.drive.Counters;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import io.github.cacheconsistency.benchmarks.second.SecondJvm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A hot key is removed repeatedly under many readers: counts the readers that load it. */
final class HerdWorkload implements Workload {

    private static final Duration BETWEEN_EXPIRIES = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final String TWO_JVMS = "2 JVMs";

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
        return List.of("1 JVM", TWO_JVMS);
    }

    @Override
    public List<Integer> threads() {
        return List.of(200);
    }

    /** The preparation of a slice is short, but a contestant may load many times, and these loads take time. */
    @Override
    public Duration time(Setting setting, Scale scale) {
        return scale.slice().plusMillis(250);
    }

    @Override
    public Slice run(Stage stage) {
        Table.prepare(stage, 1);
        return stage.setting().variant().equals(TWO_JVMS)
                ? inTwo(stage, stage.second().get())
                : inOne(stage);
    }

    private static Slice inOne(Stage stage) {
        LongSupplier loads = stage.node().table()::loads;
        return measure(stage, loads, () -> reading(stage, stage.setting().threads()));
    }

    private static Slice inTwo(Stage stage, SecondJvm second) {
        int there = stage.setting().threads() / 2;
        Duration slice = stage.scale().slice();
        LongSupplier loads = () -> stage.node().table().loads() + second.loads();
        return measure(stage, loads, () -> {
            second.beginToRead(there, slice, PAUSE);
            Tally here = reading(stage, stage.setting().threads() - there);
            return here.and(second.endOfReading(slice));
        });
    }

    private static Tally reading(Stage stage, int threads) {
        return stage.crew()
                .perform(
                        threads,
                        stage.scale().slice(),
                        worker -> stage.node().points().find(1));
    }

    private static Slice measure(Stage stage, LongSupplier loads, Supplier<Tally> reading) {
        stage.node().table().pauseLoads(PAUSE);
        try {
            stage.node().points().find(1);
            Quiet.await();
            long before = loads.getAsLong();
            Expiries expiries = new Expiries(stage, loads);
            Counters counters = Counters.start(stage.servers());
            Tally tally = expiries.during(reading);
            return Slice.of(
                    tally,
                    counters.redis(),
                    counters.sql(),
                    Map.of(
                            Figures.FAILURES, (double) tally.failures(),
                            Figures.LOADS, (double) (loads.getAsLong() - before),
                            Figures.EXPIRIES, (double) expiries.count()));
        } finally {
            stage.node().table().pauseLoads(Duration.ZERO);
        }
    }
}

package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import java.util.List;

/** What a hit costs as values grow: transport and copies, for the blanks cost a parser little. */
final class ValuesWorkload implements Workload {

    private static final int KEYS = 100;
    private static final String UNIT = " bytes";

    @Override
    public String id() {
        return "values";
    }

    @Override
    public String description() {
        return "hits of ever longer values, JSON padded with blanks, " + KEYS + " keys";
    }

    @Override
    public List<String> variants(Scale scale) {
        return List.of("100" + UNIT, "1000" + UNIT, "10000" + UNIT, "100000" + UNIT);
    }

    @Override
    public List<Integer> threads() {
        return List.of(8);
    }

    @Override
    public boolean suits(Contestant contestant, Setting setting) {
        return Stock.suits(contestant);
    }

    @Override
    public Slice run(Stage stage) {
        String bytes = stage.setting().variant().replace(UNIT, "");
        return new Stock(KEYS, Integer.parseInt(bytes)).hits(stage);
    }
}

package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import java.util.List;

/** What a hit costs as the number of keys grows. */
final class KeysWorkload implements Workload {

    private static final int BYTES = 100;
    private static final String UNIT = " keys";

    @Override
    public String id() {
        return "keys";
    }

    @Override
    public String description() {
        return "hits among ever more keys, values of " + BYTES + " bytes";
    }

    @Override
    public List<String> variants(Scale scale) {
        return scale.quick()
                ? List.of("1" + UNIT, "10000" + UNIT)
                : List.of("1" + UNIT, "1000" + UNIT, "100000" + UNIT, "1000000" + UNIT);
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
        String keys = stage.setting().variant().replace(UNIT, "");
        return new Stock(Integer.parseInt(keys), BYTES).hits(stage);
    }
}

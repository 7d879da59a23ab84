package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The cost of a hit as a size grows.
 *
 * @param unit the unit of the size, which follows its number in the names of variants
 * @param sizes the sizes
 * @param quickest how many of the smallest sizes a quick scale has
 * @param stock supplies the entries of a size
 */
record GrowthWorkload(
        String id, String description, String unit, List<Integer> sizes, int quickest, IntFunction<Stock> stock)
        implements Workload {

    private static final int FEW_KEYS = 100;
    private static final int SHORT = 100;

    static Workload ofKeys() {
        return new GrowthWorkload(
                "keys",
                "hits among ever more keys, values of " + SHORT + " bytes",
                " keys",
                List.of(1, 1_000, 100_000, 1_000_000),
                2,
                keys -> new Stock(keys, SHORT));
    }

    /** Measures transport and copies, because parsing the blanks costs little. */
    static Workload ofValues() {
        return new GrowthWorkload(
                "values",
                "hits of ever longer values, JSON padded with blanks, " + FEW_KEYS + " keys",
                " bytes",
                List.of(100, 1_000, 10_000, 100_000),
                4,
                bytes -> new Stock(FEW_KEYS, bytes));
    }

    @Override
    public List<String> variants(Scale scale) {
        return sizes.stream()
                .limit(scale.quick() ? quickest : sizes.size())
                .map(size -> size + unit)
                .toList();
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
        String size = stage.setting().variant().replace(unit, "");
        return stock.apply(Integer.parseInt(size)).hits(stage);
    }
}

package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.contestant.PointsOfCaches;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import java.util.List;

/** Hits in a growing number of caches with a constant number of keys: the cost of additional caches. */
final class CachesWorkload implements Workload {

    private static final int KEYS = 10_000;
    private static final String UNIT = " caches";
    private static final List<Integer> CACHES = List.of(1, 10, 1_000);

    private static final String FILL = """
            for id = 1, tonumber(ARGV[1]) do
              local key = 'points-' .. (id % tonumber(ARGV[2])) .. '::' .. id
              redis.call('SET', key, '{"id":1,"amount":100,"version":1}', 'PX', 3600000)
            end""";

    /** Contestants with plain entries that support any number of caches without configuration. */
    private static final List<String> MANY = List.of(Contestant.RAW, "cache-aside-api", "lease-api");

    @Override
    public String id() {
        return "caches";
    }

    @Override
    public String description() {
        return "hits among ever more caches, " + KEYS + " keys in all";
    }

    @Override
    public List<String> variants(Scale scale) {
        return CACHES.stream().map(caches -> caches + UNIT).toList();
    }

    @Override
    public List<Integer> threads() {
        return List.of(8);
    }

    @Override
    public boolean suits(Contestant contestant, Setting setting) {
        return MANY.contains(contestant.id());
    }

    @Override
    public Slice run(Stage stage) {
        int caches = Integer.parseInt(stage.setting().variant().replace(UNIT, ""));
        PointsOfCaches points = stage.node().bean(PointsOfCaches.class);
        stage.servers().redis().flush();
        stage.servers().redis().evaluate(FILL, Integer.toString(KEYS), Integer.toString(caches));
        // The first use of a cache is not measured as a hit, because the library verifies its keys then.
        for (int cache = 0; cache < caches; cache++) {
            points.find(cache, cache == 0 ? caches : cache);
        }
        return Hits.measure(stage, KEYS, id -> points.find(id % caches, id));
    }
}

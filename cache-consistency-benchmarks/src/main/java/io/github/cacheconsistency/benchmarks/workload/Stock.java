package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Counters;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import io.github.cacheconsistency.peers.PointsService;
import java.util.List;
import java.util.Map;

/**
 * Entries that Redis makes itself, much faster than they could be loaded: copies of one JSON, padded with blanks. For contestants
 * whose keys and values are the same, so that they can share them.
 *
 * @param keys how many entries
 * @param bytes how long each is
 */
record Stock(int keys, int bytes) {

    /** Those whose entries are plain: key {@code points::id}, the JSON and nothing else. */
    private static final List<String> ALIKE = List.of(Contestant.RAW, "cache-aside", "lease", "lease-api", "spring");

    private static final int CHUNK = 10_000;

    private static final String FILL = """
            local json = '{"id":1,"amount":100,"version":1}'
            local value = json .. string.rep(' ', tonumber(ARGV[3]) - string.len(json))
            for id = tonumber(ARGV[1]), tonumber(ARGV[2]) do
              redis.call('SET', 'points::' .. id, value, 'PX', 3600000)
            end""";

    static boolean suits(Contestant contestant) {
        return ALIKE.contains(contestant.id());
    }

    /** Hits, uniform over all entries; makes them unless they are there from the slice before. */
    Slice hits(Stage stage) {
        PointsService points = stage.node().points();
        String last = "points::" + keys;
        if (stage.servers().redis().length(last) != bytes
                || stage.servers().redis().size() < keys) {
            fill(stage);
        }
        long loadsBefore = stage.node().table().loads();
        Counters counters = Counters.start(stage.servers());
        Tally tally = stage.crew()
                .perform(
                        stage.setting().threads(),
                        stage.scale().slice(),
                        worker -> points.find(1 + worker.random().nextInt(keys)));
        return Slice.of(
                tally,
                counters.redis(),
                counters.sql(),
                Map.of(
                        Figures.FAILURES, (double) tally.failures(),
                        Figures.LOADS, (double) (stage.node().table().loads() - loadsBefore)));
    }

    private void fill(Stage stage) {
        stage.servers().redis().flush();
        for (int first = 1; first <= keys; first += CHUNK) {
            int end = Math.min(keys, first + CHUNK - 1);
            stage.servers()
                    .redis()
                    .evaluate(FILL, Integer.toString(first), Integer.toString(end), Integer.toString(bytes));
        }
    }
}

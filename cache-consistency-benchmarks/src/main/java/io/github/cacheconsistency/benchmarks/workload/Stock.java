package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import java.util.List;

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
        String last = "points::" + keys;
        if (stage.servers().redis().length(last) != bytes
                || stage.servers().redis().size() < keys) {
            fill(stage);
        }
        return Hits.measure(stage, keys);
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

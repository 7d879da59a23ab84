package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import java.util.List;

/**
 * Entries that Redis generates, much faster than loads: copies of one JSON document, padded with blanks. For
 * contestants with the same keys and values, which can share them.
 *
 * @param keys the number of entries
 * @param bytes the length of each entry
 */
record Stock(int keys, int bytes) {

    /** Contestants with plain entries: key {@code points::id}, value the JSON only. */
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

    /** Measures hits, uniformly distributed over all entries; creates the entries unless the previous slice has. */
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

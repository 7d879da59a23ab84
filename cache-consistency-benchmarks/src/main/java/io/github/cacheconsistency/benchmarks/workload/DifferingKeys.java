package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.peers.Points;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** Compares cache and database while there are no reads and writes. */
final class DifferingKeys {

    private static final int READERS = 16;

    private DifferingKeys() {}

    /** Returns the number of rows that differ from the database, and still do after the assertion window. */
    static int count(Stage stage) {
        Map<Long, Long> versions = stage.servers().rows().versions();
        Quiet.await();
        List<Long> suspects = differing(stage, versions, List.copyOf(versions.keySet()));
        if (suspects.isEmpty()) {
            return 0;
        }
        Quiet.awaitWindow();
        return differing(stage, versions, suspects).size();
    }

    private static List<Long> differing(Stage stage, Map<Long, Long> versions, List<Long> ids) {
        Queue<Long> differing = new ConcurrentLinkedQueue<>();
        stage.crew().all(IntStream.range(0, READERS).boxed().toList(), reader -> {
            for (int index = reader; index < ids.size(); index += READERS) {
                long id = ids.get(index);
                long cached = Points.version(stage.node().points().find(id));
                if (cached != versions.getOrDefault(id, 0L)) {
                    differing.add(id);
                }
            }
        });
        return List.copyOf(differing);
    }
}

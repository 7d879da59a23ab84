package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.spi.ConsistencyStrategyProvider;
import io.github.cacheconsistency.test.oracle.History.Commit;
import io.github.cacheconsistency.test.oracle.History.Quiescence;
import io.github.cacheconsistency.test.server.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Three rows that nodes read and write as fast as they can, and the record of all reads and writes, totally ordered.
 */
abstract class HotRows implements AutoCloseable {

    static final List<Long> IDS = List.of(1L, 2L, 3L);

    final AtomicLong order = new AtomicLong();
    final List<StormReader> readers = new ArrayList<>();
    final ExecutorService threads;
    private final List<AutoCloseable> resources = new ArrayList<>();

    /** @param name the name of all threads */
    HotRows(String name) {
        threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** All writes, whatever their outcome. */
    abstract Stream<WriteAttempt> attempts();

    /** The commits that an outside observer found; empty if there is no observer. */
    abstract List<Commit> observed(long id);

    /** The states of a row that were found when no read or write was active. */
    abstract List<Quiescence> quiescences(long id);

    /** Starts a node with its readers. */
    StormNode started(
            TestServers servers,
            Class<? extends Counters> seam,
            Map<String, String> settings,
            StormGate gate,
            int readersOfIt,
            ConsistencyStrategyProvider... more) {
        StormNode node = opened(StormNode.start(servers, seam, settings, List.of(more)));
        node.gate().switchTo(gate);
        for (int i = 0; i < readersOfIt; i++) {
            readers.add(new StormReader(node.counters(), IDS, order::incrementAndGet));
        }
        return node;
    }

    /** Closes {@code resource} at the end, in reverse order of these calls. */
    <T extends AutoCloseable> T opened(T resource) {
        resources.add(0, resource);
        return resource;
    }

    long reads() {
        return readers.stream()
                .mapToLong(reader -> reader.observations().size())
                .sum();
    }

    /** @param committed the versions of all committed writes, by their numbers */
    Findings findings(Map<Long, Long> committed) {
        return Findings.of(IDS.stream().map(id -> record(id, committed)).toList());
    }

    private StormRecord record(long id, Map<Long, Long> committed) {
        return new StormRecord(
                readers.stream()
                        .flatMap(reader -> reader.observations().stream())
                        .filter(observation -> observation.id() == id)
                        .toList(),
                attempts().filter(attempt -> attempt.id() == id).toList(),
                committed,
                observed(id),
                quiescences(id),
                order.incrementAndGet());
    }

    @Override
    public void close() throws Exception {
        threads.shutdownNow();
        for (AutoCloseable resource : resources) {
            resource.close();
        }
    }
}

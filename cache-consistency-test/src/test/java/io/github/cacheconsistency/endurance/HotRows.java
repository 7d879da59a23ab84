package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.ConsistencyStrategyProvider;
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

/** Three rows that nodes read and write as fast as they can, and all that is recorded of that, in one order of events. */
abstract class HotRows implements AutoCloseable {

    static final List<Long> IDS = List.of(1L, 2L, 3L);

    final AtomicLong order = new AtomicLong();
    final List<StormReader> readers = new ArrayList<>();
    final ExecutorService threads;
    private final List<AutoCloseable> resources = new ArrayList<>();

    /** @param name of all threads */
    HotRows(String name) {
        threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** All writes, whatever became of them. */
    abstract Stream<WriteAttempt> attempts();

    /** What an outside observer saw of a row; nothing if there is none. */
    abstract List<Commit> observed(long id);

    /** What was found of a row when nothing was in flight. */
    abstract List<Quiescence> quiescences(long id);

    /** Starts a node, and gives it readers. */
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

    /** Closes {@code resource} in the end, before those that were opened before it. */
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

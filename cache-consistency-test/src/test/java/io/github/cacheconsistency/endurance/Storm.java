package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.spi.ConsistencyStrategyProvider;
import io.github.cacheconsistency.test.oracle.History.Commit;
import io.github.cacheconsistency.test.oracle.History.Quiescence;
import io.github.cacheconsistency.test.server.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Six readers and two writers on two nodes, and three hot keys. Every command may be delayed, entries are evicted and
 * expire, writes are rolled back, writers die. Every second all tasks stop, and the cache must agree with the database.
 */
final class Storm extends HotRows {

    private static final int READERS_PER_NODE = 3;
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration WINDOW = Duration.ofMillis(500);

    /** For a busy machine: ten times the longest time observed. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Pauses pauses = Pauses.random();
    private final String strategy;
    private final TestServers servers;
    private final List<StormNode> nodes = new ArrayList<>();
    private final List<StormWriter> writers = new ArrayList<>();
    private final Map<Long, List<Quiescence>> quiescences = new HashMap<>();
    private final Connection outside;
    private final DatabaseObserver observer;
    private final Evictor evictor;
    private Duration duration = Duration.ZERO;

    /**
     * Prepares a storm.
     *
     * @param diesLate whether writers may die after their COMMIT was sent
     * @param more strategies in addition to the built-in ones
     */
    Storm(TestServers servers, String strategy, boolean diesLate, ConsistencyStrategyProvider... more)
            throws SQLException {
        super("storm");
        this.strategy = strategy;
        this.servers = servers;
        StormDatabase database = new StormDatabase(servers);
        database.reset(IDS);
        outside = opened(database.connect());
        observer = new DatabaseObserver(opened(database.connect()), order::incrementAndGet);
        evictor = opened(new Evictor(
                servers.redisHost(),
                servers.redisPort(),
                IDS.stream().map(id -> StormNode.CACHE + "::" + id).toList()));
        evictor.evictAll();
        ConnectionCutter cutter = new ConnectionCutter(opened(database.connect()));
        StormGate gate = new StormGate(pauses, cutter, order::incrementAndGet);
        for (Class<? extends Counters> seam : List.of(ProgrammaticCounters.class, AnnotatedCounters.class)) {
            StormNode node = started(servers, seam, settings(strategy), gate, READERS_PER_NODE, more);
            nodes.add(node);
            writers.add(new StormWriter(node, gate, IDS, order::incrementAndGet, diesLate));
        }
    }

    /** Short times-to-live, so that entries also expire; most live until the end of a round, where they are checked. */
    private static Map<String, String> settings(String strategy) {
        return Map.of(
                "cache-consistency.caches." + StormNode.CACHE + ".strategy",
                strategy,
                "cache-consistency.time-to-live",
                "3s",
                "cache-consistency.time-to-live-jitter",
                "0.8",
                "cache-consistency.lease.time",
                "1s",
                "cache-consistency.lease.wait",
                "50ms",
                // Writers are killed on purpose.
                "logging.level.org.springframework.transaction",
                "off",
                "logging.level.org.springframework.jdbc.support",
                "off",
                "logging.level.com.zaxxer.hikari",
                "error");
    }

    /** Runs the storm for at least this time and this number of reads. */
    void rage(Duration atLeast, long reads) throws Exception {
        rageUntil(() -> duration.compareTo(atLeast) >= 0 && reads() >= reads, LONGEST);
    }

    /** Runs the storm until a property is broken, or the time is over. */
    void rageUntilBroken(Duration atMost) throws Exception {
        rageUntil(() -> !report().findings().violations().isEmpty(), atMost);
    }

    private void rageUntil(BooleanSupplier enough, Duration atMost) throws Exception {
        do {
            round();
        } while (!enough.getAsBoolean() && duration.compareTo(atMost) < 0);
    }

    private void round() throws Exception {
        pauses.refocus();
        long deadline = System.nanoTime() + ROUND.toNanos();
        List<Callable<Object>> work = new ArrayList<>();
        readers.forEach(reader ->
                work.add(Executors.callable(() -> reader.readWhile(() -> System.nanoTime() < deadline))));
        writers.forEach(writer -> work.add(Executors.callable(() -> writer.writeUntil(deadline))));
        work.add(Executors.callable(() -> evictor.evictUntil(deadline)));
        work.add(() -> {
            observer.watchUntil(deadline);
            return order;
        });
        for (Future<Object> finished : threads.invokeAll(work)) {
            finished.get();
        }
        duration = duration.plus(ROUND);
        settle();
    }

    /** Called when no task is active: within the window, every node must find the committed version, or no entry. */
    private void settle() throws SQLException {
        long deadline = System.nanoTime() + WINDOW.toNanos();
        Map<Long, Quiescence> found = lookAround();
        while (found.values().stream().anyMatch(Storm::differs) && System.nanoTime() < deadline) {
            found = lookAround();
        }
        found.forEach((id, quiescence) ->
                quiescences.computeIfAbsent(id, any -> new ArrayList<>()).add(quiescence));
    }

    private Map<Long, Quiescence> lookAround() throws SQLException {
        Map<Long, Long> versions = StormDatabase.versions(outside);
        Map<Long, Quiescence> found = new HashMap<>();
        for (StormNode node : nodes) {
            versions.forEach((id, version) -> node.cached(id)
                    .map(counter -> new Quiescence(order.incrementAndGet(), counter.version(), version))
                    .ifPresent(quiescence -> found.merge(id, quiescence, (a, b) -> differs(a) ? a : b)));
        }
        return found;
    }

    private static boolean differs(Quiescence quiescence) {
        return quiescence.cached() != quiescence.database();
    }

    StormReport report() {
        try {
            Map<Long, Long> committed = StormDatabase.committedWrites(outside);
            return new StormReport(
                    strategy,
                    servers.description(),
                    duration,
                    reads(),
                    nodes.stream().mapToLong(node -> node.table().loads()).sum(),
                    attempts().count(),
                    committed.size(),
                    attempts().filter(WriteAttempt::isDead).count(),
                    evictor.evictions(),
                    quiescences.values().stream().mapToInt(List::size).sum(),
                    findings(committed));
        } catch (SQLException e) {
            throw new IllegalStateException("The committed writes cannot be read from the database", e);
        }
    }

    @Override
    List<Commit> observed(long id) {
        return observer.commits(id);
    }

    @Override
    List<Quiescence> quiescences(long id) {
        return quiescences.getOrDefault(id, List.of());
    }

    @Override
    Stream<WriteAttempt> attempts() {
        return writers.stream().flatMap(writer -> writer.attempts().stream());
    }
}

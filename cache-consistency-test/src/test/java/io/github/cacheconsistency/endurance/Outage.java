package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.test.oracle.History.Commit;
import io.github.cacheconsistency.test.oracle.History.Quiescence;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.server.EmbeddedRedis;
import io.github.cacheconsistency.test.server.TestServers;
import io.github.cacheconsistency.test.time.VirtualTicker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Two nodes that read and write while their Redis is killed and restarted. */
final class Outage extends HotRows {

    /** How writes are handled during the outage. */
    enum Policy {
        ROW_LOCK_LEASE_FAIL_WRITE("row-lock-lease", "fail-write"),
        ROW_LOCK_LEASE_DEGRADE("row-lock-lease", "degrade"),
        LEASE("lease", "fail-write");

        private final Map<String, String> settings;

        Policy(String strategy, String onRedisFailure) {
            settings = Map.of(
                    "cache-consistency.caches." + StormNode.CACHE + ".strategy",
                    strategy,
                    "cache-consistency.on-redis-failure",
                    onRedisFailure,
                    // The time that each write waits for an unreachable Redis.
                    "cache-consistency.redis.command-timeout",
                    "250ms",
                    "cache-consistency.outbox.enabled",
                    "true",
                    "cache-consistency.outbox.initialize-schema",
                    "always");
        }

        boolean refuses() {
            return this == ROW_LOCK_LEASE_FAIL_WRITE;
        }

        /** If writes commit without Redis, readers may get the old value until Redis is back. */
        boolean promises(Property property) {
            return refuses() || property != Property.MONOTONIC && property != Property.COMMIT_FRESH;
        }
    }

    /** The content of Redis after the restart. */
    enum Return {
        EMPTY,
        OLD_SNAPSHOT
    }

    private static final int READERS_PER_NODE = 2;
    private static final long BEFORE_AND_AFTER = Duration.ofSeconds(1).toNanos();
    private static final Duration TICK = Duration.ofMillis(100);

    private final EmbeddedRedis redis;
    private final List<OutageWriter> writers = new ArrayList<>();
    private final Map<Long, List<Quiescence>> settled = new LinkedHashMap<>();
    private final Connection database;
    private Optional<Duration> convergedAfter = Optional.empty();
    private long stopped;
    private long restarted;

    Outage(TestServers servers, EmbeddedRedis redis, Policy policy) throws SQLException {
        super("outage");
        this.redis = redis;
        StormDatabase tables = new StormDatabase(servers);
        tables.reset(IDS);
        database = opened(tables.connect());
        TestServers withRedis = new TestServers(
                servers.mode(),
                redis.host(),
                redis.port(),
                servers.jdbcUrl(),
                servers.username(),
                servers.password(),
                servers.description());
        StormGate gate =
                new StormGate(Pauses.none(), new ConnectionCutter(opened(tables.connect())), order::incrementAndGet);
        for (Class<? extends Counters> seam : List.of(ProgrammaticCounters.class, AnnotatedCounters.class)) {
            StormNode node = started(withRedis, seam, policy.settings, gate, READERS_PER_NODE);
            writers.add(new OutageWriter(node, gate, IDS, order::incrementAndGet));
        }
    }

    /** @param ticks the time for the cache to converge once Redis answers, in ticks of a tenth of a second */
    void run(Duration away, Return back, int ticks) throws Exception {
        AtomicBoolean reading = new AtomicBoolean(true);
        List<Future<?>> reads = start(readers, reader -> reader.readWhile(reading::get));
        writeDuring(() -> {
            Pauses.pause(BEFORE_AND_AFTER);
            snapshot(back);
            Pauses.pause(BEFORE_AND_AFTER);
            redis.kill();
            stopped = order.incrementAndGet();
            Pauses.pause(away.toNanos());
        });
        restarted = order.incrementAndGet();
        redis.restart();
        try (OutsideRedis outside = new OutsideRedis(redis.host(), redis.port());
                VirtualTicker ticker = ticker(outside)) {
            converge(outside, ticker, ticks);
            writeDuring(() -> Pauses.pause(BEFORE_AND_AFTER));
            reading.set(false);
            finish(reads);
            long now = ticker.ticks();
            ticker.holdsWithin(now + ticks, () -> differing(outside).isEmpty());
            differing(outside).forEach((id, found) -> settled.put(id, List.of(found)));
        }
    }

    private void snapshot(Return back) {
        if (back == Return.OLD_SNAPSHOT) {
            try (OutsideRedis outside = new OutsideRedis(redis.host(), redis.port())) {
                outside.save();
            }
        }
    }

    /** Called after all writes: from some moment within the limit on, no cached value differs from the database. */
    private void converge(OutsideRedis outside, VirtualTicker ticker, int ticks) {
        long answered = System.nanoTime();
        if (!ticker.holdsWithin(ticks, () -> differing(outside).isEmpty())) {
            return;
        }
        Duration after = Duration.ofNanos(System.nanoTime() - answered);
        boolean differsAgain =
                ticker.holdsWithin(2L * ticks, () -> !differing(outside).isEmpty());
        convergedAfter = differsAgain ? Optional.empty() : Optional.of(after);
    }

    private Map<Long, Quiescence> differing(OutsideRedis outside) {
        Map<Long, Quiescence> differing = new LinkedHashMap<>();
        versions()
                .forEach((id, version) -> outside.value(id)
                        .filter(counter -> counter.version() != version)
                        .ifPresent(counter -> differing.put(
                                id, new Quiescence(order.incrementAndGet(), counter.version(), version))));
        return differing;
    }

    private VirtualTicker ticker(OutsideRedis outside) {
        return new VirtualTicker(TICK, () -> {
            versions();
            outside.ping();
        });
    }

    private synchronized Map<Long, Long> versions() {
        try {
            return StormDatabase.versions(database);
        } catch (SQLException e) {
            throw new IllegalStateException("The committed versions cannot be read from the database", e);
        }
    }

    private void writeDuring(Runnable phase) throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        List<Future<?>> writes = start(writers, writer -> writer.writeWhile(writing::get));
        try {
            phase.run();
        } finally {
            writing.set(false);
        }
        finish(writes);
    }

    private <T> List<Future<?>> start(List<T> actors, Consumer<T> work) {
        List<Future<?>> started = new ArrayList<>();
        actors.forEach(actor -> started.add(threads.submit(() -> work.accept(actor))));
        return started;
    }

    /** Throws the failure of any task: no read may fail, and writes may only be refused. */
    private static void finish(List<Future<?>> work) throws Exception {
        for (Future<?> actor : work) {
            actor.get();
        }
    }

    OutageReport report() throws SQLException {
        Map<Long, Long> committed = StormDatabase.committedWrites(database);
        List<WriteAttempt> refused =
                writers.stream().flatMap(writer -> writer.refused().stream()).toList();
        return new OutageReport(
                reads(),
                convergedAfter,
                attempts()
                        .filter(attempt -> attempt.number() > stopped && attempt.acknowledged() < restarted)
                        .count(),
                refused.stream()
                        .filter(attempt -> attempt.number() > stopped && attempt.number() < restarted)
                        .count(),
                findings(committed));
    }

    @Override
    List<Commit> observed(long id) {
        return List.of();
    }

    @Override
    List<Quiescence> quiescences(long id) {
        return settled.getOrDefault(id, List.of());
    }

    @Override
    Stream<WriteAttempt> attempts() {
        return writers.stream().flatMap(writer -> writer.attempts().stream());
    }
}

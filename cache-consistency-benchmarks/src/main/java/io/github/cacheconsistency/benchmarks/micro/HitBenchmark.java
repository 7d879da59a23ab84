package io.github.cacheconsistency.benchmarks.micro;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.contestant.Contestants;
import io.github.cacheconsistency.benchmarks.contestant.Node;
import io.github.cacheconsistency.benchmarks.server.BenchmarkServers;
import io.github.cacheconsistency.peers.Points;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One hit on one key: its time and, with the GC profiler of JMH, its allocation. Each contestant runs in a JVM of its
 * own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HitBenchmark {

    static final String CONTESTANT = "contestant";

    /** The id of the contestant; JMH sets it. */
    @Param({"raw"})
    public String contestant = Contestant.RAW;

    private @Nullable BenchmarkServers servers;
    private @Nullable Node node;

    /** Starts the servers and the contestant, and caches the row. */
    @Setup
    public void start() {
        Contestant chosen = Contestants.named(contestant);
        BenchmarkServers started = BenchmarkServers.start();
        started.rows().reset(1);
        node = Node.start(chosen, started.endpoints(Duration.ZERO));
        node.points().find(1);
        servers = started;
    }

    /** Stops the contestant and the servers. */
    @TearDown
    public void stop() {
        if (node != null && servers != null) {
            node.close();
            servers.close();
        }
    }

    /** The hit. */
    @Benchmark
    public @Nullable Points hit() {
        if (node == null) {
            throw new IllegalStateException("JMH has not called start()");
        }
        return node.points().find(1);
    }
}

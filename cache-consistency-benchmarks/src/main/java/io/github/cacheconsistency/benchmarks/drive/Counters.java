package io.github.cacheconsistency.benchmarks.drive;

import io.github.cacheconsistency.benchmarks.server.BenchmarkServers;
import java.util.Map;
import java.util.TreeMap;

/** The counters of the servers during a slice. */
public final class Counters {

    private final BenchmarkServers servers;
    private final Map<String, Long> redisBefore;
    private final Map<String, Long> sqlBefore;

    private Counters(BenchmarkServers servers) {
        this.servers = servers;
        this.redisBefore = servers.redis().calls();
        this.sqlBefore = servers.rows().statements();
    }

    /** Starts counting. */
    public static Counters start(BenchmarkServers servers) {
        return new Counters(servers);
    }

    /** Commands since the start, by name. */
    public Map<String, Long> redis() {
        return since(redisBefore, servers.redis().calls());
    }

    /** Statements since the start, by kind. */
    public Map<String, Long> sql() {
        return since(sqlBefore, servers.rows().statements());
    }

    private static Map<String, Long> since(Map<String, Long> before, Map<String, Long> now) {
        Map<String, Long> since = new TreeMap<>();
        now.forEach((name, count) -> {
            long delta = count - before.getOrDefault(name, 0L);
            if (delta > 0) {
                since.put(name, delta);
            }
        });
        return since;
    }
}

package io.github.cacheconsistency.benchmarks.drive;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.contestant.Node;
import io.github.cacheconsistency.benchmarks.second.SecondJvm;
import io.github.cacheconsistency.benchmarks.server.BenchmarkServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Running instances, started on demand. Only instances of one latency are open at a time, because each has a connection
 * pool and the database limits connections. Not thread-safe.
 */
final class OpenNodes implements AutoCloseable {

    private record Name(String contestant, int index) {}

    private final BenchmarkServers servers;
    private final Map<Name, Node> nodes = new HashMap<>();
    private Duration latency = Duration.ZERO;
    private @Nullable SecondJvm second;

    OpenNodes(BenchmarkServers servers) {
        this.servers = servers;
    }

    Node get(Contestant contestant, Duration wanted, int index) {
        if (!wanted.equals(latency)) {
            close();
            latency = wanted;
        }
        return nodes.computeIfAbsent(
                new Name(contestant.id(), index), name -> Node.start(contestant, servers.endpoints(wanted)));
    }

    /** Returns the second JVM, which runs this contestant. */
    SecondJvm second(Contestant contestant, Duration wanted) {
        if (second == null) {
            second = SecondJvm.start();
        }
        second.run(contestant, servers.endpoints(wanted));
        return second;
    }

    void keepOnly(Contestant contestant) {
        closeSecond();
        nodes.entrySet().removeIf(entry -> {
            boolean other = !entry.getKey().contestant().equals(contestant.id());
            if (other) {
                entry.getValue().close();
            }
            return other;
        });
    }

    @Override
    public void close() {
        nodes.values().forEach(Node::close);
        nodes.clear();
        closeSecond();
    }

    private void closeSecond() {
        if (second != null) {
            second.close();
            second = null;
        }
    }
}

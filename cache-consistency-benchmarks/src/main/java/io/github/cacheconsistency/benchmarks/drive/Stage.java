package io.github.cacheconsistency.benchmarks.drive;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.contestant.Node;
import io.github.cacheconsistency.benchmarks.second.SecondJvm;
import io.github.cacheconsistency.benchmarks.server.BenchmarkServers;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What a workload needs to measure one contestant once.
 *
 * @param nodes running instances of the contestant, from 0
 * @param second runs the contestant in a second JVM
 * @param alone closes the instances of all other contestants
 */
public record Stage(
        Contestant contestant,
        Setting setting,
        Scale scale,
        BenchmarkServers servers,
        Crew crew,
        IntFunction<Node> nodes,
        Supplier<SecondJvm> second,
        Runnable alone) {

    /** Returns the first instance, which is enough for most workloads. */
    public Node node() {
        return nodes.apply(0);
    }
}

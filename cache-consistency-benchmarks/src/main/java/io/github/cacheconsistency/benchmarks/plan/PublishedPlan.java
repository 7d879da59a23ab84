package io.github.cacheconsistency.benchmarks.plan;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.contestant.Contestants;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Trial;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The run for the documentation; about forty minutes on two processors. First come all measurements that targets refer
 * to, in enough rounds to be quoted, then the tables of counts, then the measurements with added latency. So an
 * interrupted run contains the most important part.
 */
public final class PublishedPlan {

    private static final String LOCK = "distributed-lock";
    private static final Duration FURTHER_AWAY = Duration.ofMillis(2);

    /**
     * Contestants with annotations, all with the same service; those with {@code writesDiffer} take part only in
     * workloads with writes.
     */
    private static final Set<String> ANNOTATED = names(
            List.of(List.of(Contestant.RAW, LOCK), Contestants.STRATEGIES, Contestants.OUTBOX_IDS, Contestants.PEERS));

    private static final Set<String> EVERYBODY = names(List.of(ANNOTATED, Contestants.PROGRAMMATIC_IDS));

    /** One contestant of each kind. */
    private static final Set<String> MAIN =
            Set.of(Contestant.RAW, "cache-aside", "lease", "row-lock-lease", "spring", "jetcache", "redisson");

    /** Contestants whose entries have the same bytes. */
    private static final Set<String> PLAIN = Set.of(Contestant.RAW, "cache-aside", "lease", "lease-api", "spring");

    private static final Set<String> HERD =
            names(List.of(MAIN, List.of("versioned-write", "spring-sync", "jetcache-protect")));

    private static final Set<String> WRITERS = names(List.of(MAIN, Contestants.OUTBOX_IDS));

    /** Without the raw client, because shares of reads are not ratios. */
    private static final Set<String> SESSIONS =
            names(List.of(Contestants.STRATEGIES, List.of("spring", "jetcache", "redisson")));

    private static final Set<String> BATCH =
            names(List.of(List.of(Contestant.RAW, "spring", "jetcache", "redisson"), Contestants.PROGRAMMATIC_IDS));

    private PublishedPlan() {}

    /** Returns the trials in the order of importance. */
    public static List<Trial> trials() {
        return parts().flatMap(part -> part.trials().stream()).toList();
    }

    private static Stream<Part> parts() {
        return Stream.concat(near(), far());
    }

    private static Stream<Part> near() {
        return Stream.of(
                // Many threads first, because they trigger compilation much sooner than one thread alone.
                Part.of("hit", List.of(64, 256), EVERYBODY, scale(5, 250)),
                Part.of("hit", List.of(8, 1), EVERYBODY, scale(9, 250)),
                Part.of("mixed", List.of(16), ANNOTATED, scale(5, 300))
                        .variants("95/5, fast loader", "95/5, slow loader"),
                Part.of("miss", List.of(16), ANNOTATED, scale(5, 300)),
                Part.of("write", List.of(16), ANNOTATED, scale(5, 300)),
                Part.of("herd", List.of(200), HERD, new Scale(2, 5, Duration.ofMillis(600), false))
                        .variants("2 JVMs"),
                Part.of("sessions", List.of(1, 10, 100, 200), SESSIONS, once(5_000)),
                Part.of("keys", List.of(8), PLAIN, scale(5, 200)),
                Part.of("caches", List.of(8), EVERYBODY, scale(5, 200)),
                Part.of("values", List.of(8), PLAIN, scale(5, 200)),
                Part.of("outbox", List.of(1), ANNOTATED, scale(1, 100))
                        .variants("1000 rows", "10000 rows", "100000 rows"),
                Part.of("outbox", List.of(1), ANNOTATED, once(100)).variants("1000000 rows"),
                Part.of("write", List.of(1), WRITERS, scale(5, 250)),
                Part.of("batch", List.of(1, 8), BATCH, scale(3, 200)),
                Part.of("mixed", List.of(16), MAIN, scale(2, 250)).variants("50/50, fast loader", "50/50, slow loader"),
                Part.of("miss", List.of(1), MAIN, scale(3, 250)));
    }

    /** Last, because every context has to be started again. */
    private static Stream<Part> far() {
        return Stream.of(
                further("hit", List.of(1, 64)),
                further("miss", List.of(16)),
                further("mixed", List.of(16)).variants("95/5, fast loader", "95/5, slow loader"),
                Part.of("batch", List.of(8), BATCH, scale(2, 300)).delayedBy(FURTHER_AWAY),
                further("herd", List.of(200)).variants("2 JVMs"),
                further("write", List.of(16)),
                further("mixed", List.of(16)).variants("50/50, fast loader", "50/50, slow loader"));
    }

    private static Part further(String workload, List<Integer> threads) {
        return Part.of(workload, threads, MAIN, scale(2, 300)).delayedBy(FURTHER_AWAY);
    }

    private static Scale scale(int rounds, int millis) {
        return new Scale(1, rounds, Duration.ofMillis(millis), false);
    }

    /** The scale for workloads that need time or take a fixed time, and are not compared as ratios. */
    private static Scale once(int millis) {
        return new Scale(0, 1, Duration.ofMillis(millis), false);
    }

    private static Set<String> names(List<Collection<String>> groups) {
        return groups.stream().flatMap(Collection::stream).collect(Collectors.toUnmodifiableSet());
    }
}

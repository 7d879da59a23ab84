package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.peers.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All contestants. */
public final class Contestants {

    /** Strategies of the library, under annotations. */
    public static final List<String> STRATEGIES =
            List.of("cache-aside", "delayed-double-delete", "versioned-write", "lease", "row-lock-lease");

    /** Caches of other projects. */
    public static final List<String> PEERS =
            Stream.of(Peer.values()).map(Peer::id).toList();

    /** The suffix of strategies that are used through {@code ConsistentCache} instead of annotations. */
    public static final String PROGRAMMATIC = "-api";

    /** Strategies of the library, through {@code ConsistentCache}. */
    public static final List<String> PROGRAMMATIC_IDS =
            STRATEGIES.stream().map(strategy -> strategy + PROGRAMMATIC).toList();

    /** The suffix of strategies with the outbox. */
    public static final String WITH_OUTBOX = "-outbox";

    /** The strategies for which an outbox is useful, with one. */
    public static final List<String> OUTBOX_IDS = List.of("lease" + WITH_OUTBOX, "row-lock-lease" + WITH_OUTBOX);

    private Contestants() {}

    /** Returns all contestants in the order of the tables. */
    public static List<Contestant> all() {
        List<Contestant> all = new ArrayList<>();
        all.add(new Contestant(Contestant.RAW, Family.LIMIT, RawConfiguration.class, unguarded(), false));
        for (String strategy : STRATEGIES) {
            all.add(library(strategy, strategy, AnnotatedConfiguration.class, Map.of()));
            all.add(library(strategy + PROGRAMMATIC, strategy, ProgrammaticConfiguration.class, Map.of()));
        }
        for (String strategy : List.of("lease", "row-lock-lease")) {
            all.add(library(
                    strategy + WITH_OUTBOX,
                    strategy,
                    AnnotatedConfiguration.class,
                    Map.of(
                            "cache-consistency.outbox.enabled", "true",
                            "cache-consistency.outbox.initialize-schema", "always")));
        }
        for (Peer peer : Peer.values()) {
            all.add(new Contestant(peer.id(), Family.PEER, peer.configuration(), unguarded(), false));
        }
        all.add(new Contestant("distributed-lock", Family.LOCK, LockedConfiguration.class, unguarded(), false));
        return List.copyOf(all);
    }

    /** Returns the contestant with this name, which must exist. */
    public static Contestant named(String id) {
        return all().stream()
                .filter(contestant -> contestant.is(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No contestant " + id));
    }

    private static Contestant library(String id, String strategy, Class<?> configuration, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "spring.cache.type", "redis",
                "spring.cache.cache-names", "points",
                "cache-consistency.strategy", strategy,
                "cache-consistency.version-property", "version",
                "cache-consistency.caches.points.row", "points.id"));
        properties.putAll(more);
        return new Contestant(id, Family.LIBRARY, configuration, Map.copyOf(properties), !more.isEmpty());
    }

    /**
     * Turns the library off: it is on the class path of all contestants, and those without it must not get its beans.
     */
    private static Map<String, String> unguarded() {
        String root = "io.github.cacheconsistency.autoconfigure.";
        return Map.of(
                "spring.autoconfigure.exclude",
                root + "CacheConsistencyAutoConfiguration," + root + "CacheConsistencyMetricsAutoConfiguration," + root
                        + "DisabledCacheConsistencyAutoConfiguration");
    }
}

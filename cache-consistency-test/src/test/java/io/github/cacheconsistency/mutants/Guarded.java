package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.test.scenario.Safeguard.FAILOVER_WATCH;
import static io.github.cacheconsistency.test.scenario.Safeguard.OUTBOX;
import static io.github.cacheconsistency.test.scenario.Safeguard.REPLICA_LAG;

import io.github.cacheconsistency.test.scenario.Safeguard;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The configurations in which mutants run: a strategy with its settings. Each is one cache of a {@link Node}. */
enum Guarded {
    CACHE_ASIDE("cache-aside", "", Set.of()),
    DELAYED_DOUBLE_DELETE("delayed-double-delete", "", Set.of()),
    VERSIONED_WRITE("versioned-write", "", Set.of()),
    LEASE("lease", "", Set.of()),
    ROW_LOCK_LEASE("row-lock-lease", "", Set.of()),
    /** The key is another column than the primary key. */
    ROW_LOCK_BY_CODE("row-lock-lease", "secondary index", Set.of()),
    /** The row is changed at the end of the transaction, as with JPA. */
    ROW_LOCK_LATE_SQL("row-lock-lease", "late SQL", Set.of()),
    VERSIONED_REPLICA("versioned-write", "", Set.of(REPLICA_LAG)),
    LEASE_REPLICA("lease", "", Set.of(REPLICA_LAG)),
    ROW_LOCK_REPLICA("row-lock-lease", "", Set.of(REPLICA_LAG)),
    LEASE_SAFE("lease", "", Set.of(OUTBOX, FAILOVER_WATCH));

    static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

    private final String strategy;
    private final String variety;
    private final Set<Safeguard> safeguards;

    Guarded(String strategy, String variety, Set<Safeguard> safeguards) {
        this.strategy = strategy;
        this.variety = variety;
        this.safeguards = safeguards.isEmpty() ? EnumSet.noneOf(Safeguard.class) : EnumSet.copyOf(safeguards);
    }

    String cache() {
        return "mutants-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Set<Safeguard> safeguards() {
        return Set.copyOf(safeguards);
    }

    boolean isByCode() {
        return this == ROW_LOCK_BY_CODE;
    }

    boolean writesLate() {
        return this == ROW_LOCK_LATE_SQL;
    }

    /** Whether it needs a node with outbox and failover watch. */
    boolean needsSafeNode() {
        return safeguards.contains(OUTBOX) || safeguards.contains(FAILOVER_WATCH);
    }

    /** The settings of all caches. */
    static Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(guarded -> guarded.addTo(properties));
        return properties;
    }

    private void addTo(Map<String, Object> properties) {
        String prefix = "cache-consistency.caches." + cache() + ".";
        properties.put(prefix + "strategy", strategy);
        if (strategy.equals("versioned-write")) {
            properties.put(prefix + "version-property", "version");
        }
        if (strategy.equals("row-lock-lease")) {
            properties.put(prefix + "row", isByCode() ? "mutant_points.code" : "mutant_points.id");
        }
        if (safeguards.contains(REPLICA_LAG)) {
            properties.put(prefix + "replica-lag", "500ms");
        }
    }

    /** The text in the page: {@code `lease` with outbox, failover watch}. */
    @Override
    public String toString() {
        String with =
                safeguards.isEmpty() ? "" : " with " + safeguards.toString().replaceAll("[\\[\\]]", "");
        return "`" + strategy + "`" + (variety.isEmpty() ? "" : ", " + variety) + with;
    }
}

package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.oracle.Property.COMMIT_FRESH;
import static io.github.cacheconsistency.test.oracle.Property.CONVERGES;
import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static io.github.cacheconsistency.test.oracle.Property.NO_DIRTY;
import static io.github.cacheconsistency.test.oracle.Property.NO_STALE_AFTER_ACK;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The table of expected verdicts of forced orders: the properties that each scenario breaks, by strategy. A property
 * that is not listed must hold in every variant; a listed one must be broken by some variant in every run. An unguarded
 * cache promises nothing: its entries are the properties that it breaks regardless of how its annotations are nested.
 */
public final class ExpectedVerdicts {

    /** A cache that the library does not guard, such as Spring's stock {@code RedisCacheManager}. */
    public static final String UNGUARDED = "unguarded";

    private static final List<String> STRATEGIES =
            List.of(UNGUARDED, "cache-aside", "delayed-double-delete", "versioned-write", "lease", "row-lock-lease");

    /** Scenarios in which strategies keep their promises only with a safeguard. */
    private static final Map<String, Safeguard> SAFEGUARDS = Map.of(
            "R09", Safeguard.REPLICA_LAG,
            "R13", Safeguard.OUTBOX,
            "R14 on two nodes", Safeguard.OUTBOX,
            "R22", Safeguard.FAILOVER_WATCH);

    private static final Set<Property> NONE = Set.of();
    private static final Set<Property> ALL = Set.of(CONVERGES, NO_STALE_AFTER_ACK, MONOTONIC, COMMIT_FRESH);
    private static final Set<Property> STALE = Set.of(CONVERGES, NO_STALE_AFTER_ACK, COMMIT_FRESH);
    private static final Set<Property> CLEANED_LATER = Set.of(NO_STALE_AFTER_ACK, COMMIT_FRESH);
    private static final Set<Property> LATE = Set.of(COMMIT_FRESH);
    private static final Set<Property> CLEANED = Set.of(NO_STALE_AFTER_ACK, MONOTONIC, COMMIT_FRESH);
    private static final Set<Property> LEFT_BEHIND = Set.of(CONVERGES, COMMIT_FRESH);
    private static final Set<Property> GAP = Set.of(MONOTONIC, COMMIT_FRESH);

    /** A row for each scenario, a column for each of {@link #STRATEGIES}. */
    private static final Map<String, List<Set<Property>>> TABLE = new TreeMap<>(Map.ofEntries(
            row("R01", ALL, ALL, CLEANED, NONE, NONE, NONE),
            row("R02", GAP, GAP, GAP, GAP, GAP, NONE),
            row("R03", LATE, LATE, LATE, LATE, LATE, NONE),
            row("R04", ALL, ALL, ALL, NONE, NONE, NONE),
            row("R05", NONE, NONE, NONE, NONE, NONE, NONE),
            row("R08", STALE, STALE, CLEANED_LATER, NONE, NONE, NONE),
            row("R09", ALL, ALL, ALL, ALL, ALL, ALL),
            row("R09 with replica-lag", ALL, ALL, ALL, GAP, GAP, NONE),
            row("R10", ALL, ALL, ALL, GAP, GAP, NONE),
            row("R12", ALL, ALL, CLEANED, NONE, NONE, NONE),
            row("R13", LEFT_BEHIND, LEFT_BEHIND, LEFT_BEHIND, LEFT_BEHIND, LEFT_BEHIND, NONE),
            row("R13 with outbox", NONE, LATE, LATE, LATE, LATE, NONE),
            row("R14", STALE, NONE, NONE, NONE, NONE, NONE),
            row("R14 on two nodes", NONE, STALE, STALE, STALE, STALE, NONE),
            row("R14 on two nodes with outbox", NONE, CLEANED_LATER, CLEANED_LATER, CLEANED_LATER, CLEANED_LATER, NONE),
            row("R15", NONE, NONE, NONE, NONE, NONE, NONE),
            row("R16", ALL, ALL, ALL, NONE, NONE, NONE),
            row("R17", Set.of(CONVERGES, NO_DIRTY), NONE, NONE, NONE, NONE, NONE),
            row("R18", ALL, ALL, CLEANED, NONE, NONE, NONE),
            row("R19", NONE, STALE, CLEANED_LATER, NONE, NONE, NONE),
            row("R20", NONE, NONE, NONE, NONE, NONE, NONE),
            row("R21", STALE, NONE, NONE, NONE, NONE, NONE),
            row("R22", ALL, ALL, ALL, ALL, ALL, ALL),
            row("R22 with failover watch", NONE, NONE, NONE, NONE, NONE, NONE),
            row("R23", STALE, STALE, CLEANED_LATER, NONE, NONE, NONE),
            row("R40", LEFT_BEHIND, LATE, LATE, LATE, LATE, NONE),
            row("R41", NONE, NONE, NONE, NONE, NONE, NONE),
            row("R42", NONE, NONE, NONE, NONE, NONE, NONE),
            row("R43", STALE, STALE, CLEANED_LATER, NONE, NONE, NONE),
            row("R44", NONE, NONE, NONE, NONE, NONE, NONE)));

    private ExpectedVerdicts() {}

    /**
     * The properties that {@code scenario} breaks under {@code strategy} in a service with {@code safeguards}; empty if
     * the scenario or the strategy is not in the table.
     */
    public static Optional<Set<Property>> broken(String scenario, String strategy, Set<Safeguard> safeguards) {
        String mended = safeguardAgainst(scenario)
                .filter(safeguards::contains)
                .map(safeguard -> " with " + safeguard)
                .orElse("");
        List<Set<Property>> row = TABLE.get(scenario + mended);
        int column = STRATEGIES.indexOf(strategy);
        return row == null || column < 0 ? Optional.empty() : Optional.of(copy(row.get(column)));
    }

    /** The safeguard that strategies need to keep their promises in {@code scenario}; empty if they need none. */
    public static Optional<Safeguard> safeguardAgainst(String scenario) {
        return Optional.ofNullable(SAFEGUARDS.get(scenario));
    }

    /** The rows of the table; a scenario that needs a safeguard has a second row, such as {@code R13 with outbox}. */
    public static Set<String> scenarios() {
        return TABLE.keySet();
    }

    /** The strategies in the table. */
    public static List<String> strategies() {
        return STRATEGIES;
    }

    private static Map.Entry<String, List<Set<Property>>> row(
            String scenario,
            Set<Property> unguarded,
            Set<Property> cacheAside,
            Set<Property> doubleDelete,
            Set<Property> versioned,
            Set<Property> lease,
            Set<Property> rowLockLease) {
        return Map.entry(scenario, List.of(unguarded, cacheAside, doubleDelete, versioned, lease, rowLockLease));
    }

    private static Set<Property> copy(Set<Property> properties) {
        return properties.isEmpty() ? EnumSet.noneOf(Property.class) : EnumSet.copyOf(properties);
    }
}

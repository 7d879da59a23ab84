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
 * Which properties each scenario shows to be broken, by strategy: the one place where this is written down. A property
 * that is not listed must hold in every variant; one that is listed must be seen broken, every time. An unguarded cache
 * promises nothing: what is listed for it is what it loses however its annotations are nested.
 */
public final class ExpectedVerdicts {

    /** A cache that the library does not guard, such as Spring's stock {@code RedisCacheManager}. */
    public static final String UNGUARDED = "unguarded";

    private static final List<String> STRATEGIES =
            List.of(UNGUARDED, "cache-aside", "delayed-double-delete", "versioned-write", "lease");

    private static final Set<Property> NONE = Set.of();
    private static final Set<Property> ALL = Set.of(CONVERGES, NO_STALE_AFTER_ACK, MONOTONIC, COMMIT_FRESH);
    private static final Set<Property> STALE = Set.of(CONVERGES, NO_STALE_AFTER_ACK, COMMIT_FRESH);
    private static final Set<Property> CLEANED_LATER = Set.of(NO_STALE_AFTER_ACK, COMMIT_FRESH);
    private static final Set<Property> LATE = Set.of(COMMIT_FRESH);
    private static final Set<Property> CLEANED = Set.of(NO_STALE_AFTER_ACK, MONOTONIC, COMMIT_FRESH);
    private static final Set<Property> GAP = Set.of(MONOTONIC, COMMIT_FRESH);

    /** One row for each scenario, one column for each of {@link #STRATEGIES}. */
    private static final Map<String, List<Set<Property>>> TABLE = new TreeMap<>(Map.ofEntries(
            row("R01", ALL, ALL, CLEANED, NONE, NONE),
            row("R02", GAP, GAP, GAP, GAP, GAP),
            row("R03", LATE, LATE, LATE, LATE, LATE),
            row("R04", ALL, ALL, ALL, NONE, NONE),
            row("R05", NONE, NONE, NONE, NONE, NONE),
            row("R08", STALE, STALE, CLEANED_LATER, NONE, NONE),
            row("R09", ALL, ALL, ALL, GAP, GAP),
            row("R10", ALL, ALL, ALL, GAP, GAP),
            row("R12", ALL, ALL, CLEANED, NONE, NONE),
            row("R15", NONE, NONE, NONE, NONE, NONE),
            row("R16", ALL, ALL, ALL, NONE, NONE),
            row("R17", Set.of(CONVERGES, NO_DIRTY), NONE, NONE, NONE, NONE),
            row("R18", ALL, ALL, CLEANED, NONE, NONE),
            row("R19", NONE, STALE, CLEANED_LATER, NONE, NONE),
            row("R20", NONE, NONE, NONE, NONE, NONE),
            row("R21", STALE, NONE, NONE, NONE, NONE),
            row("R23", STALE, STALE, CLEANED_LATER, NONE, NONE)));

    private ExpectedVerdicts() {}

    /** What {@code scenario} breaks under {@code strategy}; empty where nothing is known of one of them. */
    public static Optional<Set<Property>> broken(String scenario, String strategy) {
        List<Set<Property>> row = TABLE.get(scenario);
        int column = STRATEGIES.indexOf(strategy);
        return row == null || column < 0 ? Optional.empty() : Optional.of(copy(row.get(column)));
    }

    /** The scenarios in the table. */
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
            Set<Property> lease) {
        return Map.entry(scenario, List.of(unguarded, cacheAside, doubleDelete, versioned, lease));
    }

    private static Set<Property> copy(Set<Property> properties) {
        return properties.isEmpty() ? EnumSet.noneOf(Property.class) : EnumSet.copyOf(properties);
    }
}

package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The table of expected verdicts of explorations: the properties that each scenario breaks, by strategy; {@link
 * ExpectedVerdicts} is the table of forced orders. An upper-case letter is a property that must be broken: few
 * schedules are enough to find a counterexample in every service. A lower-case letter is a property that may be broken:
 * it is not promised, but a counterexample is found late, or not in every service. All other properties must hold in
 * every schedule. {@code C} {@code CONVERGES}, {@code A} {@code NO_STALE_AFTER_ACK}, {@code M} {@code MONOTONIC},
 * {@code F} {@code COMMIT_FRESH}, {@code D} {@code NO_DIRTY}.
 */
final class ExploredVerdicts {

    private static final String LETTERS = "CAMFD";

    private static final List<String> STRATEGIES = List.of(
            ExpectedVerdicts.UNGUARDED,
            "cache-aside",
            "delayed-double-delete",
            "versioned-write",
            "lease",
            "row-lock-lease");

    private static final Map<String, Safeguard> SAFEGUARDS = Map.of("R13", Safeguard.OUTBOX);

    /** A row for each scenario, a column for each of {@link #STRATEGIES}. */
    private static final Map<String, List<String>> TABLE = new TreeMap<>(Map.ofEntries(
            row("R01", "CAMF", "CAMF", "cAMF", "mF", "mF", ""),
            row("R02", "camF", "camF", "camF", "mF", "mF", ""),
            row("R03", "CAMF", "CAMF", "cAMF", "mF", "mF", ""),
            row("R04", "CAMF", "CAMF", "CAMF", "mF", "mF", ""),
            row("R08", "CAMF", "CAMF", "cAMF", "mF", "mF", ""),
            row("R12", "CAMF", "CAMF", "cAMF", "mF", "mF", ""),
            row("R13", "CAmF", "CAmF", "cAmF", "CmF", "CmF", ""),
            row("R13 with outbox", "", "camF", "camF", "mF", "mF", ""),
            row("R14", "CAmF", "CAmF", "cAmF", "mF", "mF", ""),
            row("R15", "CAmF", "CAmF", "cAmF", "mF", "mF", ""),
            row("R15 rolled back", "", "", "", "", "", ""),
            row("R18", "CAMF", "CAMF", "cAMF", "mF", "mF", ""),
            row("R20", "CAmF", "CAmF", "cAmF", "mF", "mF", ""),
            row("R23 two keys", "CAmF", "CAmF", "camf", "mf", "mf", ""),
            row("R23 clear", "CAmF", "CAmF", "cAmF", "mF", "mF", "")));

    private ExploredVerdicts() {}

    /**
     * The expected verdicts of {@code scenario} under {@code strategy}. For a strategy that is not in the table, such
     * as a user's own, the properties that it promises must hold, unless a safeguard is missing. An unguarded cache
     * promises nothing.
     */
    static Expected expected(String scenario, Strategy strategy) {
        Safeguard safeguard = SAFEGUARDS.get(scenario);
        boolean safe = safeguard == null || strategy.safeguards().contains(safeguard);
        List<String> row = TABLE.get(safeguard != null && safe ? scenario + " with " + safeguard : scenario);
        int column = STRATEGIES.indexOf(strategy.name());
        if (row == null || column < 0) {
            return new Expected(Set.of(), safe ? strategy.guarantees() : Set.of(Property.NO_DIRTY));
        }
        Set<Property> mustBreak = EnumSet.noneOf(Property.class);
        Set<Property> mustHold = EnumSet.noneOf(Property.class);
        for (Property property : Property.values()) {
            char letter = LETTERS.charAt(property.ordinal());
            if (row.get(column).indexOf(letter) >= 0) {
                mustBreak.add(property);
            } else if (row.get(column).indexOf(Character.toLowerCase(letter)) < 0 && strategy.isGuarded()) {
                mustHold.add(property);
            }
        }
        return new Expected(mustBreak, mustHold);
    }

    /** The rows of the table; a scenario that needs a safeguard has a second row, such as {@code R13 with outbox}. */
    static Set<String> scenarios() {
        return TABLE.keySet();
    }

    /** The letters of one row, for each strategy. */
    static List<String> row(String scenario) {
        return TABLE.getOrDefault(scenario, List.of());
    }

    private static Map.Entry<String, List<String>> row(
            String scenario,
            String unguarded,
            String cacheAside,
            String doubleDelete,
            String versioned,
            String lease,
            String rowLockLease) {
        return Map.entry(scenario, List.of(unguarded, cacheAside, doubleDelete, versioned, lease, rowLockLease));
    }
}

package io.github.cacheconsistency.test.stock;

import static io.github.cacheconsistency.test.oracle.Property.COMMIT_FRESH;
import static io.github.cacheconsistency.test.oracle.Property.CONVERGES;
import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static io.github.cacheconsistency.test.oracle.Property.NO_STALE_AFTER_ACK;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.scenario.ExpectedVerdicts;
import java.util.List;
import java.util.Set;

/**
 * The properties that a strategy breaks in some interleaving of two readers, writers and an expiry; all others must
 * hold.
 *
 * @param strategy its name, or {@link ExpectedVerdicts#UNGUARDED}
 * @param loses the documented gaps, each of which must be found. Without {@code MONOTONIC} for strategies with leases,
 *     because returning from the new value to the old one takes three reads
 */
public record Promises(String strategy, Set<Property> loses) {

    private static final Set<Property> ALL = Set.of(CONVERGES, NO_STALE_AFTER_ACK, MONOTONIC, COMMIT_FRESH);

    /** The stock cache manager and the five strategies. */
    public static List<Promises> all() {
        return List.of(
                new Promises(ExpectedVerdicts.UNGUARDED, ALL),
                new Promises("cache-aside", ALL),
                new Promises("delayed-double-delete", ALL),
                new Promises("versioned-write", Set.of(COMMIT_FRESH)),
                new Promises("lease", Set.of(COMMIT_FRESH)),
                new Promises("row-lock-lease", Set.of()));
    }

    /** The strategies that break a property. */
    public static List<Promises> weak() {
        return all().stream().filter(promises -> !promises.loses.isEmpty()).toList();
    }

    @Override
    public String toString() {
        return strategy;
    }
}

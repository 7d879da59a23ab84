package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.EnumSet;
import java.util.Set;

/**
 * What guards a cache.
 *
 * @param name the strategy's name, or {@link ExpectedVerdicts#UNGUARDED}
 * @param guarantees what it promises
 * @param safeguards what the service has beside it
 */
public record Strategy(String name, Set<Property> guarantees, Set<Safeguard> safeguards) {

    /** No strategy of the library: nothing is promised. */
    public static final Strategy UNGUARDED = new Strategy(ExpectedVerdicts.UNGUARDED, Set.of(), Set.of());

    /** Whether the library guards the cache at all. */
    public boolean isGuarded() {
        return !name.equals(ExpectedVerdicts.UNGUARDED);
    }

    /** What must be seen broken in {@code scenario}; nothing is known of strategies that a user has added. */
    public Set<Property> mustBreakIn(Scenario scenario) {
        return ExpectedVerdicts.broken(scenario.id(), name, safeguards).orElse(Set.of());
    }

    /**
     * What must hold in {@code scenario}: all that is not documented as broken; of a user's strategy, what it promises,
     * unless a safeguard is missing; of an unguarded cache nothing, because how much it loses depends on how the service
     * nests its annotations.
     */
    public Set<Property> mustHoldIn(Scenario scenario) {
        if (!isGuarded()) {
            return guarantees;
        }
        return ExpectedVerdicts.broken(scenario.id(), name, safeguards)
                .map(Strategy::complement)
                .orElseGet(() -> promisedIn(scenario));
    }

    private Set<Property> promisedIn(Scenario scenario) {
        boolean safe = ExpectedVerdicts.safeguardAgainst(scenario.id())
                .map(safeguards::contains)
                .orElse(true);
        return safe ? guarantees : Set.of(Property.NO_DIRTY);
    }

    private static Set<Property> complement(Set<Property> properties) {
        Set<Property> others = EnumSet.allOf(Property.class);
        others.removeAll(properties);
        return others;
    }
}

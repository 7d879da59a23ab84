package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.EnumSet;
import java.util.Set;

/**
 * The strategy of a cache.
 *
 * @param name its name, or {@link ExpectedVerdicts#UNGUARDED}
 * @param guarantees the properties that it promises
 * @param safeguards the safeguards of the service
 */
public record Strategy(String name, Set<Property> guarantees, Set<Safeguard> safeguards) {

    /** No strategy of the library; promises nothing. */
    public static final Strategy UNGUARDED = new Strategy(ExpectedVerdicts.UNGUARDED, Set.of(), Set.of());

    /** Whether the library guards the cache at all. */
    public boolean isGuarded() {
        return !name.equals(ExpectedVerdicts.UNGUARDED);
    }

    /** The properties that must be broken in {@code scenario}; none for a strategy that a user has added. */
    public Set<Property> mustBreakIn(Scenario scenario) {
        return ExpectedVerdicts.broken(scenario.id(), name, safeguards).orElse(Set.of());
    }

    /**
     * The properties that must hold in {@code scenario}: all that are not documented as broken; for a user's strategy,
     * those that it promises, unless a safeguard is missing; for an unguarded cache none, because the properties that
     * it breaks depend on how the service nests its annotations.
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

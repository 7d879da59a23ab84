package io.github.cacheconsistency.mutants;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A way to get the library wrong.
 *
 * @param name unique among the mutants of {@code guarded}
 * @param broken what it does wrong, in one sentence
 * @param guarded where it lives
 * @param killer the scenario that kills it in {@code MutantsTest}; others may, too
 * @param seed gives what it changes, new for every run
 */
record Mutant(String name, String broken, Guarded guarded, String killer, Supplier<Map<Place, Change>> seed) {

    /** Begins a mutant that {@code killer} kills. */
    static Mutant of(Guarded guarded, String killer, String name, String broken) {
        return new Mutant(name, broken, guarded, killer, Map::of);
    }

    /** The same, with one more change of the library. */
    Mutant at(String place, Change change) {
        return new Mutant(name, broken, guarded, killer, () -> {
            Map<Place, Change> changes = new LinkedHashMap<>(seed.get());
            changes.put(new Place(place), change);
            return changes;
        });
    }

    /** The same, with changes that remember something during a run. */
    Mutant seededBy(Supplier<Map<Place, Change>> changes) {
        return new Mutant(name, broken, guarded, killer, changes);
    }

    @Override
    public String toString() {
        return guarded.name().toLowerCase(Locale.ROOT).replace('_', '-') + ": " + name;
    }
}

package io.github.cacheconsistency.mutants;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A seeded defect of the library.
 *
 * @param name unique among the mutants of {@code guarded}
 * @param broken the defect, in one sentence
 * @param guarded the configuration in which it runs
 * @param killer the scenario that kills it in {@code MutantsTest}; others may kill it as well
 * @param seed creates its changes, new for every run
 */
record Mutant(String name, String broken, Guarded guarded, String killer, Supplier<Map<Place, Change>> seed) {

    /** A mutant without changes, which {@code killer} has to kill. */
    static Mutant of(Guarded guarded, String killer, String name, String broken) {
        return new Mutant(name, broken, guarded, killer, Map::of);
    }

    /** The same mutant with an additional change of the library. */
    Mutant at(String place, Change change) {
        return new Mutant(name, broken, guarded, killer, () -> {
            Map<Place, Change> changes = new LinkedHashMap<>(seed.get());
            changes.put(new Place(place), change);
            return changes;
        });
    }

    /** The same mutant with additional changes that have state during a run. */
    Mutant seededBy(Supplier<Map<Place, Change>> changes) {
        return new Mutant(name, broken, guarded, killer, changes);
    }

    @Override
    public String toString() {
        return guarded.name().toLowerCase(Locale.ROOT).replace('_', '-') + ": " + name;
    }
}

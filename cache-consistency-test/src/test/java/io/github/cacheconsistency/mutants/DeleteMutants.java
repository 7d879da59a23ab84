package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.skipped;

import java.util.List;

/** Mutants of the two strategies that only delete. */
final class DeleteMutants {

    private static final String CACHE_ASIDE = "strategy.CacheAsideStrategy#afterCommit(Collection)";

    private DeleteMutants() {}

    static List<Mutant> all() {
        return List.of(Mutant.of(
                        Guarded.CACHE_ASIDE, "R02", "delete skipped", "A write leaves the cache as it is.")
                .at(CACHE_ASIDE, skipped()));
    }
}

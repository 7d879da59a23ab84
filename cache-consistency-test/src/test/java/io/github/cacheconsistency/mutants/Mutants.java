package io.github.cacheconsistency.mutants;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** All mutants. */
final class Mutants {

    private Mutants() {}

    static List<Mutant> all() {
        return Stream.of(
                        DeleteMutants.all(),
                        VersionedMutants.all(),
                        LeaseMutants.all(),
                        GuardMutants.all(),
                        RowLockMutants.all(),
                        TombstoneMutants.all(),
                        SafeguardMutants.all())
                .flatMap(Collection::stream)
                .toList();
    }

    static List<Place> places() {
        return Stream.concat(all().stream(), Survivor.all().stream().map(Survivor::mutant))
                .flatMap(mutant -> mutant.seed().get().keySet().stream())
                .distinct()
                .toList();
    }
}

package io.github.cacheconsistency.internal.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.Mutation;
import java.util.Collection;
import java.util.List;

/** Views of the changes of a transaction. */
final class Mutations {

    private Mutations() {}

    static List<CacheKey> keys(Collection<Mutation> mutations) {
        return mutations.stream().map(Mutation::key).toList();
    }
}

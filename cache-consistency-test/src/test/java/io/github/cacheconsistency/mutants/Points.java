package io.github.cacheconsistency.mutants;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** One row, as cached. */
record Points(long id, long amount, long version) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The version of {@code points}; 0 if there is no row. */
    static long version(@Nullable Points points) {
        return points == null ? 0 : points.version();
    }
}

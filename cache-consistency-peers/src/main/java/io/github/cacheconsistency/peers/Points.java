package io.github.cacheconsistency.peers;

import org.jspecify.annotations.Nullable;

/**
 * The value in every peer's cache.
 *
 * @param id the row's key
 * @param amount any number
 * @param version grows by one with every change of the row, from 1
 */
public record Points(long id, long amount, long version) {

    /** The version of {@code points}; 0 where there is no row. */
    public static long version(@Nullable Points points) {
        return points == null ? 0 : points.version();
    }
}

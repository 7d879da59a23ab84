package io.github.cacheconsistency.peers;

import org.jspecify.annotations.Nullable;

/**
 * The value in the cache of every peer.
 *
 * @param id the key of the row
 * @param amount any number
 * @param version grows by one with every change of the row, from 1
 */
public record Points(long id, long amount, long version) {

    /** Returns the version of {@code points}; 0 if there is no row. */
    public static long version(@Nullable Points points) {
        return points == null ? 0 : points.version();
    }
}

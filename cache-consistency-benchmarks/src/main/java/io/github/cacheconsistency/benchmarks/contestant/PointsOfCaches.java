package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.peers.Points;
import org.jspecify.annotations.Nullable;

/** Rows spread over many caches, where a contestant can have them. Thread-safe. */
public interface PointsOfCaches {

    /** Looks row {@code id} up in the cache {@code points-}<i>cache</i>; loads and caches it where it is not there. */
    @Nullable
    Points find(int cache, long id);
}

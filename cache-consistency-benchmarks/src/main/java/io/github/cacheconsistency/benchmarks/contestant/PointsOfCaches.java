package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.peers.Points;
import org.jspecify.annotations.Nullable;

/** Rows in several caches, for contestants that support that. Thread-safe. */
public interface PointsOfCaches {

    /** Returns row {@code id} from the cache {@code points-}<i>cache</i>; loads and caches it on a miss. */
    @Nullable
    Points find(int cache, long id);
}

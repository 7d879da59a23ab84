package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.peers.Points;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads of several rows at once, for contestants that have such a call. Thread-safe. */
public interface PointsBatch {

    /** Returns the rows by id. */
    Map<Long, @Nullable Points> findAll(Collection<Long> ids);
}

package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.peers.Points;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Many rows at once, where a contestant has a call for that. Thread-safe. */
public interface PointsBatch {

    /** The rows by id. */
    Map<Long, @Nullable Points> findAll(Collection<Long> ids);
}

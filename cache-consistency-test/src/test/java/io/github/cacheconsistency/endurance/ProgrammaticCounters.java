package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.ConsistentCaches;
import java.util.Objects;

/** Uses the library's own interface; a write returns the row from within its transaction. */
final class ProgrammaticCounters implements Counters {

    private final ConsistentCache<Long, Counter> cache;
    private final CounterTable table;

    ProgrammaticCounters(ConsistentCaches caches, CounterTable table) {
        this.cache = caches.cache(StormNode.CACHE, Long.class, Counter.class);
        this.table = table;
    }

    @Override
    public Counter read(long id) {
        return Objects.requireNonNull(cache.get(id, () -> table.load(id)));
    }

    @Override
    public void write(long id, Runnable change) {
        cache.update(id, () -> {
            change.run();
            return table.current(id);
        });
    }
}

package io.github.cacheconsistency.endurance;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.transaction.annotation.Transactional;

/** Uses Spring's annotations only, and no type of the library. */
class AnnotatedCounters implements Counters {

    private final CounterTable table;

    AnnotatedCounters(CounterTable table) {
        this.table = table;
    }

    @Override
    @Cacheable(cacheNames = StormNode.CACHE, key = "#id")
    public Counter read(long id) {
        return table.load(id);
    }

    @Override
    @Transactional
    @CacheEvict(cacheNames = StormNode.CACHE, key = "#id")
    public void write(long id, Runnable change) {
        change.run();
    }
}

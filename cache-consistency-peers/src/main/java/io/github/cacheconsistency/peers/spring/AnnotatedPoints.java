package io.github.cacheconsistency.peers.spring;

import io.github.cacheconsistency.peers.Points;
import io.github.cacheconsistency.peers.PointsService;
import io.github.cacheconsistency.peers.PointsTable;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.transaction.annotation.Transactional;

/** The service with the annotations of Spring, for any {@code CacheManager}. */
public class AnnotatedPoints implements PointsService {

    private final PointsTable table;

    public AnnotatedPoints(PointsTable table) {
        this.table = table;
    }

    @Override
    @Cacheable(CACHE)
    public @Nullable Points find(long id) {
        return table.load(id);
    }

    @Override
    @Transactional
    @CacheEvict(cacheNames = CACHE, key = "#id")
    public void add(long id, long delta) {
        table.change(id, delta);
    }

    @Override
    @Transactional
    @Caching(
            evict = {@CacheEvict(cacheNames = CACHE, key = "#first"), @CacheEvict(cacheNames = CACHE, key = "#second")})
    public void addToBoth(long first, long second) {
        table.change(first, 1);
        table.change(second, 1);
    }

    @Override
    @Transactional
    @CacheEvict(cacheNames = CACHE, key = "#id")
    public void create(long id) {
        table.insert(id);
    }

    @Override
    @Transactional
    @CacheEvict(cacheNames = CACHE, allEntries = true)
    public void addAndClear(long id) {
        table.change(id, 1);
    }
}

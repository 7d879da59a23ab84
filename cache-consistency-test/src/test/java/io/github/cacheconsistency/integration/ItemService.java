package io.github.cacheconsistency.integration;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.transaction.annotation.Transactional;

/** Spring's annotations in all their forms, and no word about the library. Bodies come from the test. */
class ItemService {

    private final Items items;

    ItemService(Items items) {
        this.items = items;
    }

    @Cacheable(cacheResolver = "byArgument", key = "#id")
    public @Nullable Item find(String cache, long id) {
        return items.load(id);
    }

    @Cacheable(cacheResolver = "byArgument", key = "#id")
    public @Nullable Object find(String cache, long id, Supplier<? extends @Nullable Object> body) {
        return body.get();
    }

    @Cacheable(cacheResolver = "byArgument", key = "#id", sync = true)
    public @Nullable Item findInSync(String cache, long id) {
        return items.load(id);
    }

    @Cacheable(cacheResolver = "byArgument", key = "#id", sync = true)
    public @Nullable Object findInSync(String cache, long id, Supplier<? extends @Nullable Object> body) {
        return body.get();
    }

    @Cacheable(cacheResolver = "byArgument", key = "#id", unless = "#result.name() == 'secret'")
    public @Nullable Item findUnlessSecret(String cache, long id) {
        return items.load(id);
    }

    @Cacheable(cacheResolver = "byArgument", key = "#id", condition = "#cached")
    public @Nullable Item findIf(String cache, long id, boolean cached) {
        return items.load(id);
    }

    @Cacheable(
            cacheNames = {"leased", "versioned"},
            key = "#id")
    public @Nullable Item findInBoth(long id) {
        return items.load(id);
    }

    @Transactional
    @Cacheable(cacheResolver = "byArgument", key = "#id")
    public @Nullable Item findInTransaction(String cache, long id) {
        return items.load(id);
    }

    @CachePut(cacheResolver = "byArgument", key = "#id")
    public @Nullable Object put(String cache, long id, Supplier<? extends @Nullable Object> body) {
        return body.get();
    }

    @CacheEvict(cacheResolver = "byArgument", key = "#id")
    public void evict(String cache, long id, Runnable body) {
        body.run();
    }

    @CacheEvict(cacheResolver = "byArgument", key = "#key")
    public void evictByText(String cache, String key) {}

    @CacheEvict(cacheResolver = "byArgument", key = "#id", beforeInvocation = true)
    public void evictBefore(String cache, long id, Runnable body) {
        body.run();
    }

    @CacheEvict(cacheResolver = "byArgument", allEntries = true)
    public void evictAll(String cache, Runnable body) {
        body.run();
    }

    @CacheEvict(cacheResolver = "byArgument", allEntries = true, beforeInvocation = true)
    public void evictAllBefore(String cache, Runnable body) {
        body.run();
    }

    @Caching(
            evict = {
                @CacheEvict(cacheNames = "leased", key = "#id"),
                @CacheEvict(cacheNames = "versioned", key = "#id"),
                @CacheEvict(cacheNames = "aside", allEntries = true)
            })
    public void evictEverywhere(long id, Runnable body) {
        body.run();
    }

    @Transactional
    @CacheEvict(cacheResolver = "byArgument", key = "#id")
    public void evictInTransaction(String cache, long id, Runnable body) {
        body.run();
    }

    @Transactional
    @CachePut(cacheResolver = "byArgument", key = "#id")
    public @Nullable Object putInTransaction(String cache, long id, Supplier<? extends @Nullable Object> body) {
        return body.get();
    }
}

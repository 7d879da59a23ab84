package io.github.cacheconsistency.integration;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods that end later than they return. Bodies come from the test. */
class LaterService {

    @Transactional
    @CacheEvict(cacheResolver = "byArgument", key = "#id")
    public <T> CompletableFuture<T> evict(String cache, long id, Supplier<CompletableFuture<T>> body) {
        return body.get();
    }

    @CacheEvict(cacheResolver = "byArgument", key = "#id")
    public <T> CompletableFuture<T> evictWithoutTransaction(
            String cache, long id, Supplier<CompletableFuture<T>> body) {
        return body.get();
    }

    @Transactional
    @CacheEvict(cacheNames = "leased", key = "#result.id()")
    public CompletableFuture<Item> evictResult(Supplier<CompletableFuture<Item>> body) {
        return body.get();
    }

    @Transactional
    @CacheEvict(cacheNames = "locked", key = "#result.id()")
    public CompletableFuture<Item> evictLockedResult(Supplier<CompletableFuture<Item>> body) {
        return body.get();
    }

    @Async
    @Transactional
    @CacheEvict(cacheNames = "locked", key = "#result.id()")
    public CompletableFuture<Item> evictLockedResultOfTask(Supplier<CompletableFuture<Item>> body) {
        return body.get();
    }

    @Async
    @Transactional
    @CacheEvict(cacheResolver = "byArgument", key = "#id")
    public Future<Item> evictByTask(String cache, long id, Supplier<Item> body) {
        return CompletableFuture.completedFuture(body.get());
    }

    @Transactional
    @CachePut(cacheResolver = "byArgument", key = "#id")
    public CompletionStage<Item> put(String cache, long id, Supplier<? extends CompletionStage<Item>> body) {
        return body.get();
    }

    @Transactional
    @Caching(
            evict = {
                @CacheEvict(cacheNames = "leased", key = "#id", beforeInvocation = true),
                @CacheEvict(cacheNames = "versioned", allEntries = true)
            })
    public CompletableFuture<Void> evictEverywhere(long id, Supplier<CompletableFuture<Void>> body) {
        return body.get();
    }

    @Transactional
    @Caching(cacheable = @Cacheable("leased"), evict = @CacheEvict(cacheNames = "versioned", key = "#id"))
    public CompletableFuture<Item> lookUpAndEvict(long id, Supplier<CompletableFuture<Item>> body) {
        return body.get();
    }

    /** Of another cache manager, which looks up asynchronously. */
    @Caching(
            cacheable = @Cacheable(cacheNames = "local", cacheManager = "localCaches", key = "#id"),
            evict = @CacheEvict(cacheNames = "other", cacheManager = "localCaches", key = "#id"))
    public CompletableFuture<Item> lookUpAndEvictLocally(long id, Supplier<CompletableFuture<Item>> body) {
        return body.get();
    }

    @CacheEvict(cacheNames = "leased", key = "#id")
    public Future<Item> plainFuture(long id, Supplier<Future<Item>> body) {
        return body.get();
    }

    @Transactional("reactive")
    @CacheEvict(cacheResolver = "byArgument", key = "#id")
    public <T> Mono<T> evictReactively(String cache, long id, Supplier<Mono<T>> body) {
        return body.get();
    }

    @Transactional(transactionManager = "reactive", propagation = Propagation.REQUIRES_NEW)
    @CacheEvict(cacheResolver = "byArgument", key = "#id")
    public <T> Mono<T> evictInOwnTransaction(String cache, long id, Supplier<Mono<T>> body) {
        return body.get();
    }

    @Transactional("reactive")
    @CacheEvict(cacheResolver = "byArgument", key = "#id")
    public <T> Flux<T> evictSeveralReactively(String cache, long id, Supplier<Flux<T>> body) {
        return body.get();
    }

    @Transactional("reactive")
    @CachePut(cacheResolver = "byArgument", key = "#id")
    public Mono<Item> putReactively(String cache, long id, Supplier<Mono<Item>> body) {
        return body.get();
    }

    @CacheEvict(cacheResolver = "byArgument", key = "#id")
    public <T> Mono<T> evictSubscribed(String cache, long id, Supplier<Mono<T>> body) {
        return body.get();
    }

    /** A transaction of the caller's. */
    @Transactional("reactive")
    public <T> Mono<T> reactively(Supplier<Mono<T>> body) {
        return body.get();
    }
}

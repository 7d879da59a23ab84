package io.github.cacheconsistency.sample.jpa;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads through the cache, and writes by changing entities. Hibernate sends the SQL of a write when the transaction
 * commits.
 */
@Service
class OrderService {

    private final OrderRepository repository;

    OrderService(OrderRepository repository) {
        this.repository = repository;
    }

    /** Returns the order, or {@code null}, which is cached as well. */
    @Cacheable("orders")
    public @Nullable Order find(long id) {
        return repository.findById(id).orElse(null);
    }

    /** Like {@link #find}, with one load for all concurrent misses. */
    @Cacheable(cacheNames = "orders", sync = true)
    public @Nullable Order findInSync(long id) {
        return repository.findById(id).orElse(null);
    }

    /** Like {@link #find}, cached in two caches. */
    @Cacheable({"orders", "archive"})
    public @Nullable Order findInBoth(long id) {
        return repository.findById(id).orElse(null);
    }

    /** Creates an empty order. */
    @Transactional
    @CacheEvict(cacheNames = "orders", key = "#result.id")
    public Order create() {
        return repository.save(new Order());
    }

    /**
     * Adds items to an order.
     *
     * @throws UnknownOrderException if there is no such order
     * @throws org.springframework.orm.ObjectOptimisticLockingFailureException if another transaction has changed it
     *     meanwhile
     */
    @Transactional
    @CacheEvict(cacheNames = "orders", key = "#id")
    public Order addItems(long id, int count) {
        return change(id, count);
    }

    /** Like {@link #addItems}, and puts the new order into the cache. */
    @Transactional
    @CachePut(cacheNames = "orders", key = "#id")
    public Order addItemsAndPut(long id, int count) {
        return change(id, count);
    }

    private Order change(long id, int count) {
        Order order = repository.findById(id).orElseThrow(() -> new UnknownOrderException(id));
        order.addItems(count);
        return order;
    }
}

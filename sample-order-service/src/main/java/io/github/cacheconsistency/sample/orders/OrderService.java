package io.github.cacheconsistency.sample.orders;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads through the cache, writes in transactions that evict what they changed. */
@Service
class OrderService {

    private final OrderRepository repository;

    OrderService(OrderRepository repository) {
        this.repository = repository;
    }

    /** Returns the order, or {@code null}, which is cached as well, so that unknown ids do not all reach the database. */
    @Cacheable("orders")
    public @Nullable Order find(long id) {
        return repository.find(id);
    }

    /** Creates an order. Somebody may have asked for its id before there was one: the cached {@code null} goes. */
    @Transactional
    @CacheEvict(cacheNames = "orders", key = "#result.id")
    public Order create() {
        return repository.insert();
    }

    /**
     * Changes the status of an order. Whether that is legal is decided by the UPDATE itself, so that of two concurrent
     * changes the second one sees the first.
     *
     * @return the order as it is now
     * @throws UnknownOrderException if there is no such order
     * @throws IllegalTransitionException if the order is in a status from which {@code status} cannot be reached
     */
    @Transactional
    @CacheEvict(cacheNames = "orders", key = "#id")
    public Order changeStatus(long id, OrderStatus status) {
        repository.changeStatus(id, status);
        Order order = repository.find(id);
        if (order == null) {
            throw new UnknownOrderException(id);
        }
        if (order.status() != status) {
            throw new IllegalTransitionException(order, status);
        }
        return order;
    }
}

package io.github.cacheconsistency.sample.orders;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads through the cache. Writes run in transactions that evict the entries that they change. */
@Service
class OrderService {

    private final OrderRepository repository;

    OrderService(OrderRepository repository) {
        this.repository = repository;
    }

    /**
     * Returns the order, or {@code null}. A {@code null} is cached as well, so that repeated requests for an unknown id
     * do not all reach the database.
     */
    @Cacheable("orders")
    public @Nullable Order find(long id) {
        return repository.find(id);
    }

    /** Creates an order and evicts its id, under which an earlier read may have cached a {@code null}. */
    @Transactional
    @CacheEvict(cacheNames = "orders", key = "#result.id")
    public Order create() {
        return repository.insert();
    }

    /**
     * Changes the status of an order. The UPDATE checks whether the change is legal, so that the second of two
     * concurrent changes sees the first.
     *
     * @return the changed order
     * @throws UnknownOrderException if there is no such order
     * @throws IllegalTransitionException if the current status of the order does not allow {@code status}
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

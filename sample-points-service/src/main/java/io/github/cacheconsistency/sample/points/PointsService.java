package io.github.cacheconsistency.sample.points;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.ConsistentCaches;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Reads and writes through the cache. {@code update} runs the SQL in a transaction, and returns after the cache has
 * been updated or invalidated. A change returns the row that it has written, read in the same transaction, so that the
 * cache gets the value and version of this change.
 */
@Service
class PointsService {

    private final ConsistentCache<Long, PointsBalance> cache;
    private final PointsRepository repository;

    PointsService(ConsistentCaches caches, PointsRepository repository) {
        this.cache = caches.cache("points", Long.class, PointsBalance.class);
        this.repository = repository;
    }

    /**
     * Returns the balance of a user. The absence of a user is cached as well.
     *
     * @throws UnknownUserException if the user is unknown
     */
    PointsBalance balance(long userId) {
        return known(userId, cache.get(userId, () -> repository.find(userId)));
    }

    /**
     * Sets the balance of a user, and returns it.
     *
     * @throws UnknownUserException if the user is unknown
     */
    PointsBalance set(long userId, long points) {
        return known(userId, cache.update(userId, () -> {
            repository.set(userId, points);
            return repository.find(userId);
        }));
    }

    /**
     * Adds {@code delta} to the balance of a user, and returns the new balance. A negative delta subtracts.
     *
     * @throws UnknownUserException if the user is unknown
     * @throws BalanceOutOfRangeException if the balance would be negative or too large; nothing is changed then
     */
    PointsBalance add(long userId, long delta) {
        return known(userId, cache.update(userId, () -> {
            boolean added = repository.add(userId, delta);
            PointsBalance balance = repository.find(userId);
            if (balance != null && !added) {
                throw new BalanceOutOfRangeException(balance, delta);
            }
            return balance;
        }));
    }

    private static PointsBalance known(long userId, @Nullable PointsBalance balance) {
        if (balance == null) {
            throw new UnknownUserException(userId);
        }
        return balance;
    }
}

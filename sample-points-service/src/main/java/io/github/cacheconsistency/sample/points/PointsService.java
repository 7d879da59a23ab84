package io.github.cacheconsistency.sample.points;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.ConsistentCaches;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Reads through the cache, and writes through it as well: {@code update} runs the SQL in a transaction and returns when
 * the cache is in line with it. A change returns the row it has just written, from inside the transaction, so that the
 * cache gets value and version of exactly this change.
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
     * Returns the balance of a user. That a user is unknown is cached as well.
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
     * Adds to the balance of a user, or takes from it if {@code delta} is negative, and returns the new one.
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

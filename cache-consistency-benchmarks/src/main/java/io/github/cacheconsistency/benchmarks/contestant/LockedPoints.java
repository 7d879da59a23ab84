package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.peers.Points;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;

/**
 * A distributed lock of the key around every read and every write. This is often proposed, and correct as long as no
 * holder outlives its lock. Measured for comparison only.
 */
final class LockedPoints implements MeasuredPoints {

    private final RedissonClient redisson;
    private final RawPoints unguarded;

    LockedPoints(RedissonClient redisson, RawPoints unguarded) {
        this.redisson = redisson;
        this.unguarded = unguarded;
    }

    @Override
    public @Nullable Points find(long id) {
        RLock lock = lock(id);
        try {
            return unguarded.find(id);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void add(long id, long delta) {
        RLock lock = lock(id);
        try {
            unguarded.add(id, delta);
        } finally {
            lock.unlock();
        }
    }

    private RLock lock(long id) {
        RLock lock = redisson.getLock("lock:" + CACHE + ":" + id);
        lock.lock();
        return lock;
    }
}

package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.SwitchableGate;
import org.redisson.api.RLock;

/**
 * Locking in a forced order: no other task runs meanwhile, so a task that waits for a lock would wait forever. It fails
 * instead.
 */
final class ForcedLocking implements RedissonLocking {

    private final HeldLocks locks;

    ForcedLocking(HeldLocks locks) {
        this.locks = locks;
    }

    @Override
    public void lock(RLock lock, SwitchableGate gate) throws Throwable {
        boolean forced = gate.holdsCurrentThread();
        gate.pass(RedissonLocking.operation("LOCK", Access.WRITE, lock), () -> {
            if (!forced) {
                lock.lock();
            } else if (!lock.tryLock()) {
                throw locks.wanted(lock.getName());
            }
            return null;
        });
    }
}

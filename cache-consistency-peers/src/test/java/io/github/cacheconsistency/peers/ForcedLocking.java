package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.SwitchableGate;
import org.redisson.api.RLock;

/** In a forced order nobody else moves meanwhile: whoever waited would wait for ever, and so fails. */
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

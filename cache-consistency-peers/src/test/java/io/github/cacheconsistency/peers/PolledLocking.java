package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.SwitchableGate;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RLock;

/**
 * Locking during exploration, where other tasks continue: a task that does not get the lock polls it. Each poll is a
 * step, and follows a change in Redis by another task.
 */
final class PolledLocking implements RedissonLocking {

    @Override
    public void lock(RLock lock, SwitchableGate gate) throws Throwable {
        if (!gate.holdsCurrentThread()) {
            lock.lock();
            return;
        }
        do {
            while (is(gate.pass(RedissonLocking.operation("ISLOCKED", Access.READ, lock), lock::isLocked))) {
                // Each poll is a step.
            }
        } while (!is(gate.pass(RedissonLocking.operation("LOCK", Access.WRITE, lock), lock::tryLock)));
    }

    private static boolean is(@Nullable Object reply) {
        return Boolean.TRUE.equals(reply);
    }
}

package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.SwitchableGate;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RLock;

/**
 * Where interleavings are explored, somebody else moves on: a task that does not get the lock looks again, each time a
 * step, as often as somebody has changed something in Redis.
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
                // The next look is the next step.
            }
        } while (!is(gate.pass(RedissonLocking.operation("LOCK", Access.WRITE, lock), lock::tryLock)));
    }

    private static boolean is(@Nullable Object reply) {
        return Boolean.TRUE.equals(reply);
    }
}

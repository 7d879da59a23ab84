package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.SwitchableGate;
import java.util.List;
import org.redisson.api.RLock;

/** How a task of a race acquires a lock of Redisson, which waits by a subscription that no gate intercepts. */
interface RedissonLocking {

    /** Returns when the lock is held by the current thread. */
    void lock(RLock lock, SwitchableGate gate) throws Throwable;

    /** Returns an operation on {@code lock}. */
    static Operation operation(String name, Access access, RLock lock) {
        return Operation.redis(name, access, List.of(lock.getName()), List.of());
    }
}

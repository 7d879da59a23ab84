package io.github.cacheconsistency.internal.load;

import io.github.cacheconsistency.CacheKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The loads that each thread leads, so that readers in this JVM and on other nodes may wait for them (docs/protocols.md,
 * "Unattended leases and renewal"). Thread-safe.
 *
 * <p>Invariant: a thread that leads loads waits only for keys that are greater than all keys of its loads. Along any chain of
 * waits, from a reader to a load and on to the load that this load's thread waits for, keys therefore increase, so there is no
 * cycle. Keys are ordered by their bytes in Redis, which is the same order on all nodes.
 */
final class LedLoads {

    private final ThreadLocal<List<byte[]>> led = ThreadLocal.withInitial(ArrayList::new);

    /** Returns whether the current thread may wait for the load of {@code key}. */
    boolean mayWaitFor(CacheKey key) {
        List<byte[]> keys = led.get();
        if (keys.isEmpty()) {
            led.remove();
            return true;
        }
        return keys.stream().allMatch(other -> Arrays.compareUnsigned(other, key.bytes()) < 0);
    }

    /**
     * Registers that the current thread leads the loads of {@code keys}.
     *
     * @return an action to run on this thread when the loads have ended
     */
    Runnable lead(Collection<CacheKey> keys) {
        byte[] greatest =
                keys.stream().map(CacheKey::bytes).max(Arrays::compareUnsigned).orElse(null);
        if (greatest == null) {
            return () -> {};
        }
        led.get().add(greatest);
        return () -> end(greatest);
    }

    private void end(byte[] greatest) {
        List<byte[]> keys = led.get();
        keys.removeIf(other -> other == greatest);
        if (keys.isEmpty()) {
            led.remove();
        }
    }
}

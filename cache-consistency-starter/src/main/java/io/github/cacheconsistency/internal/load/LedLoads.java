package io.github.cacheconsistency.internal.load;

import io.github.cacheconsistency.CacheKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The loads that each thread leads, so that other readers may wait for them, in this JVM or on other nodes
 * (docs/protocols.md, "Unattended leases and renewal"). Thread-safe.
 *
 * <p>Invariant: a thread that leads loads waits only for keys that are greater than all of theirs. Along a chain of waits,
 * from a reader to the load it waits for and on to what that load's thread waits for, keys can only grow; so no chain
 * comes back to where it began. The order is that of the Redis keys, which all nodes share.
 */
final class LedLoads {

    private final ThreadLocal<List<byte[]>> led = ThreadLocal.withInitial(ArrayList::new);

    /** Whether this thread may wait for the load of {@code key}. */
    boolean mayWaitFor(CacheKey key) {
        List<byte[]> keys = led.get();
        if (keys.isEmpty()) {
            led.remove();
            return true;
        }
        return keys.stream().allMatch(other -> Arrays.compareUnsigned(other, key.bytes()) < 0);
    }

    /**
     * This thread leads the loads of {@code keys} from now on.
     *
     * @return to be run on this thread when they have ended
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

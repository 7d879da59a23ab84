package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The in-flight loads of this JVM, at most one for each key (single-flight). A load is in flight until its fill is done.
 * Thread-safe.
 *
 * <p>Invariant (docs/protocols.md, G2): no reader returns a value that another reader has loaded. A follower only waits until
 * the in-flight load has completed, and then looks the key up in Redis itself. So its value is never older than its own call
 * allows.
 */
final class InFlightLoads {

    private static final int STRIPES = 256;

    private final ConcurrentMap<CacheKey, InFlightLoad> inFlightLoads = new ConcurrentHashMap<>();
    private final AtomicLongArray completions = new AtomicLongArray(STRIPES);

    /**
     * Starts {@code inFlight} for {@code key}.
     *
     * @return {@code null}, or the load that is already in flight; {@code inFlight} is not started then
     */
    @Nullable
    InFlightLoad start(CacheKey key, InFlightLoad inFlight) {
        return inFlightLoads.putIfAbsent(key, inFlight);
    }

    /**
     * Ends {@code inFlight} and releases its followers.
     *
     * @param done the result of {@link InFlightLoad#completed()}
     */
    void complete(CacheKey key, InFlightLoad inFlight, boolean done) {
        // Counted before the removal: a thread that starts the next load sees that this one has completed.
        completions.incrementAndGet(stripe(key));
        inFlightLoads.remove(key, inFlight);
        inFlight.completed().complete(done);
    }

    /**
     * Returns whether {@code inFlight} may wait for one of its own followers. That requires at least two loads that have
     * followers and whose threads wait for other threads. The library cannot know for which threads they wait.
     */
    boolean mayWaitInACircle(InFlightLoad inFlight) {
        return inFlight.mayBeStuck()
                && inFlightLoads.values().stream().anyMatch(other -> other != inFlight && other.mayBeStuck());
    }

    /** Returns a number that increases with every completion of {@code key}, and of some other keys. */
    long completions(CacheKey key) {
        return completions.get(stripe(key));
    }

    private static int stripe(CacheKey key) {
        return key.hashCode() & STRIPES - 1;
    }
}

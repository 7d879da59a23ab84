package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The in-flight loads of this JVM, at most one for each key (single-flight). A load is in flight until its fill is done.
 *
 * <p>Invariant (docs/protocols.md, G2): no reader is ever handed a value that another one loaded. A follower only waits until
 * the in-flight load has completed and then looks into Redis itself, so its answer is never older than its own arrival allows.
 */
final class InFlightLoads {

    private static final int STRIPES = 256;

    private final ConcurrentMap<CacheKey, InFlightLoad> inFlightLoads = new ConcurrentHashMap<>();
    private final AtomicLongArray completions = new AtomicLongArray(STRIPES);

    /** Starts {@code inFlight} for {@code key}; if another one is under way, returns that instead of {@code null}. */
    @Nullable
    InFlightLoad start(CacheKey key, InFlightLoad inFlight) {
        return inFlightLoads.putIfAbsent(key, inFlight);
    }

    /**
     * Ends {@code inFlight} and lets its followers go on.
     *
     * @param done see {@link InFlightLoad#completed()}
     */
    void complete(CacheKey key, InFlightLoad inFlight, boolean done) {
        // Counted before it is removed: a thread that starts the next load sees that this one has completed.
        completions.incrementAndGet(stripe(key));
        inFlightLoads.remove(key, inFlight);
        inFlight.completed().complete(done);
    }

    /**
     * Whether {@code inFlight} may wait for one of its own followers: two loads at least whose threads wait for
     * other threads, and for each of which readers wait. Which threads these are the library cannot know.
     */
    boolean mayWaitInACircle(InFlightLoad inFlight) {
        return inFlight.mayBeStuck()
                && inFlightLoads.values().stream().anyMatch(other -> other != inFlight && other.mayBeStuck());
    }

    /** Grows with every completion of {@code key}, and of some other keys. */
    long completions(CacheKey key) {
        return completions.get(stripe(key));
    }

    private static int stripe(CacheKey key) {
        return key.hashCode() & STRIPES - 1;
    }
}

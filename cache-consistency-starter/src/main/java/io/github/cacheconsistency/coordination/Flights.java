package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * In-JVM single-flight: at most one thread at a time misses a key. A flight lasts until its fill is done.
 *
 * <p>Invariant (docs/protocols.md, G2): no reader is ever handed a value that a flight loaded. A follower only waits until
 * the flight has landed and then looks into Redis itself, so its answer is never older than its own arrival allows.
 */
final class Flights {

    private static final int STRIPES = 256;

    private final ConcurrentMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();
    private final AtomicLongArray landings = new AtomicLongArray(STRIPES);

    /** Starts {@code flight} for {@code key}; if another one is under way, returns that instead of {@code null}. */
    @Nullable
    Flight start(CacheKey key, Flight flight) {
        return flights.putIfAbsent(key, flight);
    }

    /**
     * Ends {@code flight} and lets its followers go on.
     *
     * @param done see {@link Flight#landed()}
     */
    void land(CacheKey key, Flight flight, boolean done) {
        // Counted before it is removed: whoever starts the next flight sees that this one has landed.
        landings.incrementAndGet(stripe(key));
        flights.remove(key, flight);
        flight.landed().complete(done);
    }

    /**
     * Whether the load of {@code flight} may wait for one of its own followers: two loads at least whose threads wait for
     * other threads, and for each of which readers wait. Which threads these are the library cannot know.
     */
    boolean mayWaitInACircle(Flight flight) {
        return flight.mayBeStuck()
                && flights.values().stream().anyMatch(other -> other != flight && other.mayBeStuck());
    }

    /** Grows with every landing of {@code key}, and of some other keys. */
    long landings(CacheKey key) {
        return landings.get(stripe(key));
    }

    private static int stripe(CacheKey key) {
        return key.hashCode() & STRIPES - 1;
    }
}

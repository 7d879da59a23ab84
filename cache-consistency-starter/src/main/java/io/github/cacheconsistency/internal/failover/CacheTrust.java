package io.github.cacheconsistency.internal.failover;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether this node may believe what Redis holds (docs/protocols.md, "Redis failover and restart"). Readers take a
 * {@link #stamp} before they ask Redis, and believe the answer only if {@link #holdsSince} says yes after it: a client
 * may send a command again, unasked, to the Redis that was restarted meanwhile. Thread-safe; a reader pays two volatile
 * reads.
 *
 * <p>Invariant: no stamp is ever given out twice for different periods of trust, so whatever happened between the two
 * reads is seen. A cache is excluded only before its first use, before the first use of further keys of it, or while
 * Redis is not trusted: so a reader that found the cache covered after it had taken its stamp needs to look at the stamp
 * alone afterwards.
 */
public final class CacheTrust {

    /** Odd while trusted. Every loss moves it on, also one that follows another. */
    private final AtomicLong state;

    /** Caches whose entries may be older than the last restart of Redis, although it is trusted. */
    private final Set<String> excluded = ConcurrentHashMap.newKeySet();

    private CacheTrust(long state) {
        this.state = new AtomicLong(state);
    }

    /** Not trusted until {@link #restore} says so. */
    public static CacheTrust none() {
        return new CacheTrust(0);
    }

    /** Trusted from the beginning, for a Redis that nobody watches. */
    public static CacheTrust granted() {
        return new CacheTrust(1);
    }

    /** The present state; means something to {@link #holdsSince} and {@link #restore} only. */
    public long stamp() {
        return state.get();
    }

    /** Whether Redis was trusted when {@code stamp} was taken, and has been since. */
    public boolean holdsSince(long stamp) {
        return isTrusted(stamp) && state.get() == stamp;
    }

    /** Whether Redis is trusted now. */
    public boolean isTrusted() {
        return isTrusted(state.get());
    }

    /**
     * From now on nothing is believed: neither what is read later nor what is being read.
     *
     * @return whether it was trusted until now
     */
    public boolean distrust() {
        return isTrusted(state.getAndUpdate(before -> isTrusted(before) ? before + 1 : before + 2));
    }

    /**
     * Trusts Redis again, unless there was a new reason not to since {@code stamp} was taken.
     *
     * @return whether it is trusted now
     */
    public boolean restore(long stamp) {
        return isTrusted(stamp) ? state.get() == stamp : state.compareAndSet(stamp, stamp + 1);
    }

    /**
     * Whether an entry of {@code cacheName} may be believed if Redis gives it now, and {@link #holdsSince} says yes afterwards.
     *
     * @param stamp taken before
     */
    public boolean mayBelieve(long stamp, String cacheName) {
        return isTrusted(stamp) && covers(cacheName);
    }

    /** Whether the trust in Redis extends to the entries of {@code cacheName}; asked after a stamp was taken. */
    public boolean covers(String cacheName) {
        return excluded.isEmpty() || !excluded.contains(cacheName);
    }

    /** From now on the entries of {@code cacheName} are not believed; to be called only as the invariant allows. */
    public void exclude(String cacheName) {
        excluded.add(cacheName);
    }

    /** The entries of {@code cacheName} are verified. */
    public void include(String cacheName) {
        excluded.remove(cacheName);
    }

    static boolean isTrusted(long stamp) {
        return (stamp & 1) == 1;
    }
}

package io.github.cacheconsistency.internal.failover;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Records whether this node may trust the contents of Redis (docs/protocols.md, "Redis failover and restart"). A reader takes a
 * {@link #stamp} before it asks Redis and uses the answer only if {@link #holdsSince} returns true afterwards: a client may
 * repeat a command on its own, on a Redis that was restarted in the meantime. Thread-safe; a reader pays two volatile reads.
 *
 * <p>Invariant: different periods of trust never share a stamp, so a reader detects any loss between its two reads. A cache is
 * excluded only before its first use, before the first use of further keys of it, or while Redis is not trusted. A reader that
 * found the cache covered after it had taken its stamp therefore only needs to check the stamp afterwards.
 */
public final class CacheTrust {

    /** Odd while trusted. Every call of {@link #distrust} increases it, even if Redis was not trusted. */
    private final AtomicLong state;

    /** Caches whose entries may be older than the last restart of Redis. They are not trusted even while Redis is. */
    private final Set<String> excluded = ConcurrentHashMap.newKeySet();

    private CacheTrust(long state) {
        this.state = new AtomicLong(state);
    }

    /** Returns a trust that does not hold until {@link #restore} is called. */
    public static CacheTrust none() {
        return new CacheTrust(0);
    }

    /** Returns a trust that holds from the beginning, for a Redis that is not watched. */
    public static CacheTrust granted() {
        return new CacheTrust(1);
    }

    /**
     * Returns a stamp of the present state. It is meaningful only as an argument of {@link #holdsSince}, {@link #restore} and
     * {@link #mayBelieve}.
     */
    public long stamp() {
        return state.get();
    }

    /** Returns whether Redis was trusted when {@code stamp} was taken and has been trusted without a break since then. */
    public boolean holdsSince(long stamp) {
        return isTrusted(stamp) && state.get() == stamp;
    }

    /** Returns whether Redis is trusted now. */
    public boolean isTrusted() {
        return isTrusted(state.get());
    }

    /**
     * Ends the trust. Values that are being read at this moment are not used either.
     *
     * @return whether Redis was trusted before this call
     */
    public boolean distrust() {
        return isTrusted(state.getAndUpdate(before -> isTrusted(before) ? before + 1 : before + 2));
    }

    /**
     * Restores the trust, unless it was ended again after {@code stamp} was taken.
     *
     * @return whether Redis is trusted now
     */
    public boolean restore(long stamp) {
        return isTrusted(stamp) ? state.get() == stamp : state.compareAndSet(stamp, stamp + 1);
    }

    /**
     * Returns whether an entry of {@code cacheName} that is read from now on may be used, provided that {@link #holdsSince}
     * returns true for {@code stamp} after the read.
     *
     * @param stamp taken before this call
     */
    public boolean mayBelieve(long stamp, String cacheName) {
        return isTrusted(stamp) && covers(cacheName);
    }

    /** Returns whether the entries of {@code cacheName} are trusted whenever Redis is. To be called after a stamp was taken. */
    public boolean covers(String cacheName) {
        return excluded.isEmpty() || !excluded.contains(cacheName);
    }

    /**
     * Excludes the entries of {@code cacheName} from the trust. To be called only when the invariant of this class allows it.
     */
    public void exclude(String cacheName) {
        excluded.add(cacheName);
    }

    /** Includes the entries of {@code cacheName} again. To be called when they are verified. */
    public void include(String cacheName) {
        excluded.remove(cacheName);
    }

    static boolean isTrusted(long stamp) {
        return (stamp & 1) == 1;
    }
}

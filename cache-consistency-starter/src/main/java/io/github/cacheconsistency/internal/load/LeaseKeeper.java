package io.github.cacheconsistency.internal.load;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of loads that take long, so that a lease which ends without having been filled is one whose holder
 * has died (docs/protocols.md, "Unattended leases and renewal"). Thread-safe.
 *
 * <p>Loads with the same lease time share rounds, a third of that time apart, which go on only while such loads are under
 * way. A round renews those that have lasted for a third of the time or longer: a lease is thus renewed two thirds of
 * its time after it was taken or renewed, at the latest, and a load that is faster is never renewed.
 *
 * <p>Invariant: while loads are under way a round is due, at the time in {@link Rounds#due}. One that was due long ago was
 * dropped, by an application that paused, and the next load starts another.
 */
public final class LeaseKeeper {

    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final int ROUNDS_IN_A_LEASE = 3;

    private final TimeSource time;
    private final Map<Duration, Rounds> roundsByLeaseTime = new ConcurrentHashMap<>();

    public LeaseKeeper(TimeSource time) {
        this.time = time;
    }

    /** Keeps the lease behind {@code permit} alive until {@link Kept#release}; not longer than the cache's longest time. */
    Kept keep(GuardedCache cache, CacheKey key, FillPermit permit) {
        Rounds rounds = roundsByLeaseTime.computeIfAbsent(cache.settings().leaseTime(), Rounds::new);
        return rounds.keep(cache, key, permit);
    }

    /** A lease that is renewed. */
    public interface Kept {

        /** Of a strategy without leases. */
        Kept NOTHING = () -> {};

        /** It is not renewed any more. */
        void release();
    }

    /** Compared by identity: that is cheaper than to compare all of it. */
    private static final class Entry {

        private final GuardedCache cache;
        private final CacheKey key;
        private final FillPermit permit;
        private final long began;

        private Entry(GuardedCache cache, CacheKey key, FillPermit permit, long began) {
            this.cache = cache;
            this.key = key;
            this.permit = permit;
            this.began = began;
        }
    }

    /** All loads with leases of the same time. */
    private final class Rounds implements Runnable {

        private final Duration interval;
        private final Set<Entry> entries = ConcurrentHashMap.newKeySet();
        /** When the next round is due, by {@link TimeSource#nanoTime}; {@code null} while none is. */
        private final AtomicReference<@Nullable Long> due = new AtomicReference<>();

        private volatile @Nullable Thread starter;

        private Rounds(Duration leaseTime) {
            this.interval = leaseTime.dividedBy(ROUNDS_IN_A_LEASE);
        }

        private Kept keep(GuardedCache cache, CacheKey key, FillPermit permit) {
            Entry entry = new Entry(cache, key, permit, time.nanoTime());
            entries.add(entry);
            startUnlessDue();
            return () -> entries.remove(entry);
        }

        private void startUnlessDue() {
            Long planned = due.get();
            long now = time.nanoTime();
            boolean dropped = planned != null && now - planned > interval.toNanos();
            if ((planned == null || dropped) && due.compareAndSet(planned, now + interval.toNanos())) {
                starter = Thread.currentThread();
                time.scheduleUpkeep(this, interval);
                starter = null;
            }
        }

        @Override
        public void run() {
            if (starter == Thread.currentThread()) {
                // A time source that delays nothing any more: the application stops.
                return;
            }
            due.set(null);
            try {
                renewOld();
            } finally {
                // After the round is taken off: a load that begins now sees that none is due, or is seen here.
                if (!entries.isEmpty()) {
                    startUnlessDue();
                }
            }
        }

        private void renewOld() {
            long now = time.nanoTime();
            Map<GuardedCache, Map<CacheKey, FillPermit>> old = new LinkedHashMap<>();
            for (Entry entry : entries) {
                long age = now - entry.began;
                if (age > entry.cache.settings().leaseLongest().toNanos()) {
                    entries.remove(entry);
                } else if (age >= interval.toNanos()) {
                    old.computeIfAbsent(entry.cache, any -> new LinkedHashMap<>())
                            .put(entry.key, entry.permit);
                }
            }
            old.forEach(this::renew);
        }

        private void renew(GuardedCache cache, Map<CacheKey, FillPermit> permits) {
            try {
                cache.strategy().renew(permits);
            } catch (RuntimeException redisFailure) {
                // The leases end by themselves: their fills are refused then, and others load.
                log.debug("Renewal of {} leases of cache '{}' failed", permits.size(), cache.name(), redisFailure);
            }
        }
    }
}

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
 * Renews the leases of long loads. So if a lease ends without a fill, its holder has died (docs/protocols.md, "Unattended
 * leases and renewal"). Thread-safe.
 *
 * <p>Loads with the same lease time share renewal rounds, which run every third of that time while there are such loads. A
 * round renews the leases of loads that are at least a third of the lease time old. So a lease is renewed at most two thirds of
 * its time after it was taken or renewed, and a short load is never renewed.
 *
 * <p>Invariant: while there are loads, a round is scheduled for the time in {@link Rounds#due}. If that time is long past, a
 * paused application has dropped the round, and the next load schedules another one.
 */
public final class LeaseKeeper {

    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final int ROUNDS_IN_A_LEASE = 3;

    private final TimeSource time;
    private final Map<Duration, Rounds> roundsByLeaseTime = new ConcurrentHashMap<>();

    public LeaseKeeper(TimeSource time) {
        this.time = time;
    }

    /**
     * Renews the lease of {@code permit} until {@link Kept#release} is called, but at most for the cache's longest lease time.
     */
    Kept keep(GuardedCache cache, CacheKey key, FillPermit permit) {
        Rounds rounds = roundsByLeaseTime.computeIfAbsent(cache.settings().leaseTime(), Rounds::new);
        return rounds.keep(cache, key, permit);
    }

    /** A lease that is being renewed. */
    public interface Kept {

        /** For strategies without leases. */
        Kept NOTHING = () -> {};

        /** Stops the renewal. Does not release the lease in Redis. */
        void release();
    }

    /** Compared by identity, which is cheaper than a comparison of all fields. */
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

    /** The renewal of all loads with the same lease time. */
    private final class Rounds implements Runnable {

        private final Duration interval;
        private final Set<Entry> entries = ConcurrentHashMap.newKeySet();
        /** The time of the next round, in terms of {@link TimeSource#nanoTime}; {@code null} if none is scheduled. */
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
                // The application stops: the time source runs tasks at once. Scheduling another round here would
                // recurse.
                return;
            }
            due.set(null);
            try {
                renewOld();
            } finally {
                // After the round is marked as done: a load that begins now either sees that no round is scheduled, or
                // is seen here.
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
                // The leases expire. Redis then refuses their fills, and other readers load.
                log.debug("Renewal of {} leases of cache '{}' failed", permits.size(), cache.name(), redisFailure);
            }
        }
    }
}

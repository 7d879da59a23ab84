package io.github.cacheconsistency.internal.failover;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.TrustOutcome;
import io.github.cacheconsistency.internal.failover.KeyspaceVerification.Findings;
import io.github.cacheconsistency.internal.outbox.Backlog;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Takes the trust in Redis away as soon as it may not be the one it was, and gives it back when all keys are verified and
 * the outbox is drained (docs/protocols.md, "Redis failover and restart"). Thread-safe.
 *
 * <p>Invariant: the trust covers a cache only from when its keys were verified, in the same period of trust. So a cache
 * is excluded before any thread can use it, and whoever verifies, a check or the first user, holds {@link #checking}:
 * a check that began without the cache has ended by then, or cannot give trust back.
 *
 * <p>It begins when the connections to Redis stand and ends before them; a paused application starts it again. In
 * between, trust is taken away by lost connections, at once, and by a periodic check; while there is none, the check comes
 * more often. A Redis that fails is never an error here: nothing is trusted until it answers.
 */
public final class FailoverWatch implements SmartLifecycle {

    /** When it starts: after everything that other delayed work of the library needs; it stops before that. */
    public static final int PHASE = 1_100;

    private static final Duration LONGEST_INTERVAL_WHILE_DISTRUSTED = Duration.ofMillis(100);

    /** How long the first use of a cache waits until its keys are verified; then it goes on without the cache. */
    private static final Duration LONGEST_FIRST_USE = Duration.ofSeconds(10);

    private static final Duration LONGEST_WAIT_FOR_CHECK = Duration.ofSeconds(5);

    /** A connection to a server that was not known yet costs the first attempt. */
    private static final int ATTEMPTS = 3;

    private static final Logger log = LoggerFactory.getLogger(FailoverWatch.class);

    private final CacheTrust trust;
    private final KeyspaceVerification keyspaces;
    private final CacheVerification caches;
    private final ConnectionWatch connections;
    private final Backlog backlog;
    private final TimeSource time;
    private final Duration interval;
    private final CacheConsistencyListener listener;

    private final Map<String, Introduction> introductions = new ConcurrentHashMap<>();

    /** Held by who verifies: two at once would remove what was filled after the first of them had ended. */
    private final ReentrantLock checking = new ReentrantLock();

    private final AtomicLong latestTurn = new AtomicLong();
    private final AtomicBoolean lossUnreported = new AtomicBoolean();
    private final AtomicReference<@Nullable RuntimeException> lossCause = new AtomicReference<>();
    private final AtomicBoolean refusalReported = new AtomicBoolean();
    private volatile boolean running;
    private boolean lossReported;
    private long markedAt;
    private Backlog.@Nullable Mark mark;

    /**
     * @param patterns those that match all keys of a cache, by the cache's name; none if it cannot be watched
     * @param interval time between checks while Redis is trusted
     */
    public FailoverWatch(
            CacheTrust trust,
            KeyspaceVerification keyspaces,
            ConnectionWatch connections,
            Function<String, Set<String>> patterns,
            Backlog backlog,
            TimeSource time,
            Duration interval,
            CacheConsistencyListener listener) {
        this.trust = trust;
        this.keyspaces = keyspaces;
        this.connections = connections;
        this.caches = new CacheVerification(trust, keyspaces, patterns);
        this.backlog = backlog;
        this.time = time;
        this.interval = interval;
        this.listener = listener;
    }

    /**
     * Watches a cache from now on. Its keys are verified before this returns, on whichever thread comes first; the others
     * wait for that. Where it takes too long, fails, or Redis is not trusted anyway, this returns with the cache excluded
     * from the trust until a check has verified it. Does not throw.
     */
    public void introduce(String cacheName) {
        Introduction mine = new Introduction(Thread.currentThread(), new CompletableFuture<>());
        // Excluded before any other thread can see the introduction: who does not wait until it ends believes nothing.
        Introduction agreed = introductions.computeIfAbsent(cacheName, name -> {
            trust.exclude(name);
            return mine;
        });
        if (agreed != mine) {
            agreed.await(time);
            return;
        }
        try {
            caches.add(cacheName);
            if (running) {
                verifyFirst(cacheName);
            }
        } finally {
            mine.done().complete(null);
        }
    }

    /**
     * Watches more keys of a cache, as {@link #introduce} does: to be called before any of them is read. Meanwhile the whole
     * cache is excluded from the trust. Does not throw.
     *
     * @param addition lets {@code patterns} have the keys from now on
     */
    public void extend(String cacheName, Runnable addition) {
        // Alone, so that no check finds keys to remove of a cache that is still believed: that would cost all trust.
        boolean alone = tryToCheck();
        try {
            trust.exclude(cacheName);
            addition.run();
            // Once more: a check that it was not waited for may have included the cache just before the keys were
            // added.
            trust.exclude(cacheName);
            caches.add(cacheName);
            if (running) {
                verifyFirst(cacheName);
            }
        } finally {
            if (alone) {
                checking.unlock();
            }
        }
    }

    private void verifyFirst(String cacheName) {
        if (!tryToCheck()) {
            return;
        }
        try {
            long stamp = trust.stamp();
            if (!trust.isTrusted()) {
                // A check may have begun without this cache, and must not give trust back.
                trust.distrust();
            } else if (!trust.covers(cacheName)) {
                report(caches.verify(Set.of(cacheName), stamp, () -> distrust(null)));
            }
        } catch (RuntimeException redisFailure) {
            log.debug("The keys of cache '{}' cannot be verified", cacheName, redisFailure);
            distrust(redisFailure);
        } finally {
            checking.unlock();
        }
    }

    private boolean tryToCheck() {
        try {
            return checking.tryLock(LONGEST_FIRST_USE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Verifies everything before it returns, or as soon as Redis answers. */
    @Override
    public void start() {
        trust.distrust();
        running = true;
        check(latestTurn.incrementAndGet());
    }

    /** Waits for a check under way, which uses connections that are closed next; not for longer than a few seconds. */
    @Override
    public void stop() {
        running = false;
        trust.distrust();
        awaitCheck();
    }

    private void awaitCheck() {
        try {
            if (checking.tryLock(LONGEST_WAIT_FOR_CHECK.toNanos(), TimeUnit.NANOSECONDS)) {
                checking.unlock();
            } else {
                log.warn(
                        "Expected the check of Redis under way to end within {}, but Redis does not answer; the application"
                                + " stops without waiting for it",
                        LONGEST_WAIT_FOR_CHECK);
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** @param cause {@code null} if a connection was lost, or led to another server */
    private void distrust(@Nullable RuntimeException cause) {
        lossCause.set(cause);
        if (trust.distrust() && running) {
            lossUnreported.set(true);
            schedule();
        }
    }

    private void schedule() {
        long turn = latestTurn.incrementAndGet();
        Duration whileDistrusted = LONGEST_INTERVAL_WHILE_DISTRUSTED.compareTo(interval) < 0
                ? LONGEST_INTERVAL_WHILE_DISTRUSTED
                : interval;
        time.schedule(() -> check(turn), trust.isTrusted() ? interval : whileDistrusted);
    }

    /** Of several checks that wait for their time, only that of the latest turn goes on. */
    private void check(long turn) {
        if (!running || latestTurn.get() != turn) {
            return;
        }
        if (!checking.tryLock()) {
            schedule();
            return;
        }
        try {
            connections.attach(keyspaces::knows, () -> distrust(null));
            reportLoss();
            for (int attempt = 0; attempt < ATTEMPTS && running && !verify(); attempt++) {
                log.debug("Redis changed while it was verified");
            }
            reportLoss();
        } catch (RuntimeException failure) {
            // The connections are closed while this check is under way: it took longer than stop() waits.
            if (running) {
                throw failure;
            }
            log.debug("Stopped while Redis was checked", failure);
        } finally {
            checking.unlock();
            if (running && latestTurn.get() == turn) {
                schedule();
            }
        }
    }

    /** Returns {@code false} if it is to be tried again at once. */
    private boolean verify() {
        // Taken before anything is asked: what happens from now on makes the answers worthless.
        long stamp = trust.stamp();
        try {
            report(caches.verifyAll(stamp, () -> distrust(null)));
        } catch (RuntimeException redisFailure) {
            log.debug("Redis cannot be verified", redisFailure);
            distrust(redisFailure);
            if (!lossReported) {
                lossUnreported.set(true);
            }
            connections.refreshTopology();
            return true;
        }
        if (!isDrained(stamp)) {
            return true;
        }
        if (!trust.restore(stamp)) {
            return false;
        }
        if (lossReported) {
            lossReported = false;
            listener.onTrust(TrustOutcome.REGAINED, caches.size());
        }
        return true;
    }

    /** What was committed while Redis was away must have reached it before anybody reads from it again. */
    private boolean isDrained(long stamp) {
        if (trust.isTrusted()) {
            return true;
        }
        if (mark == null || markedAt != stamp) {
            mark = backlog.mark();
            markedAt = stamp;
        }
        return mark.isDrained();
    }

    /** Here and not where it was noticed: that thread may be the one that receives the replies of Redis. */
    private void reportLoss() {
        if (lossUnreported.getAndSet(false) && !lossReported) {
            lossReported = true;
            RuntimeException cause = lossCause.get();
            if (cause == null) {
                listener.onTrust(TrustOutcome.LOST, caches.size());
            } else {
                listener.onTrust(TrustOutcome.LOST, caches.size(), cause);
            }
        }
    }

    private void report(Findings findings) {
        if (findings.patterns() > 0) {
            log.debug("{} keys of {} patterns were removed", findings.keys(), findings.patterns());
            listener.onTrust(TrustOutcome.REMOVED, findings.patterns());
        }
        if (keyspaces.isRefused() && refusalReported.compareAndSet(false, true)) {
            listener.onTrust(TrustOutcome.UNWATCHED, caches.size());
        }
    }

    /**
     * The first use of a cache.
     *
     * @param verifier verifies its keys
     * @param done completes when it has done so, or has given up
     */
    private record Introduction(Thread verifier, CompletableFuture<Void> done) {

        /** Not the verifier's own thread: what it calls may use the cache as well. */
        void await(TimeSource time) {
            if (verifier != Thread.currentThread() && !done.isDone() && !time.await(done, LONGEST_FIRST_USE)) {
                log.debug("A cache is used before its keys are verified; it is read through");
            }
        }
    }
}

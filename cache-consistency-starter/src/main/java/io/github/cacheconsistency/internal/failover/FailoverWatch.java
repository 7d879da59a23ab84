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
 * Ends the trust in Redis as soon as Redis may have lost data or brought old data back. Restores the trust when all keys are
 * verified and the outbox is drained (docs/protocols.md, "Redis failover and restart"). Thread-safe.
 *
 * <p>Invariant: the trust covers a cache only after its keys were verified in the same period of trust. So a cache is excluded
 * before any thread can use it, and every verification, by a check or by the first user of a cache, holds {@link #checking}: a
 * check that began without the cache has ended by then, or can no longer restore the trust.
 *
 * <p>The watch starts after the connections to Redis and stops before them. It starts again when a paused application resumes.
 * While it runs, a lost connection ends the trust at once, and so does a periodic check that finds a difference. The check runs
 * more often while Redis is not trusted. A failure of Redis is never an error here: Redis stays untrusted until it answers.
 */
public final class FailoverWatch implements SmartLifecycle {

    /**
     * The lifecycle phase. The watch starts after, and stops before, everything that other delayed work of the library needs.
     */
    public static final int PHASE = 1_100;

    private static final Duration LONGEST_INTERVAL_WHILE_DISTRUSTED = Duration.ofMillis(100);

    /**
     * Maximum time for which the first use of a cache waits for the verification of its keys. After that the caller bypasses
     * the cache.
     */
    private static final Duration LONGEST_FIRST_USE = Duration.ofSeconds(10);

    private static final Duration LONGEST_WAIT_FOR_CHECK = Duration.ofSeconds(5);

    /** More than one, because a connection to a server that was not known yet makes the first attempt fail. */
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

    /**
     * Held during every verification. If two ran at once, one could remove values that were filled after the other had ended.
     */
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
     * @param patterns returns, for a cache name, the patterns that match all keys of that cache; none if the cache cannot be
     *     watched
     * @param interval time between two checks while Redis is trusted
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
     * Watches a cache from now on. The first thread that calls this verifies the keys of the cache; other threads wait for
     * that. If the verification takes too long or fails, or if Redis is not trusted, the cache is excluded from the trust until
     * a check has verified it. Does not throw.
     */
    public void introduce(String cacheName) {
        Introduction mine = new Introduction(Thread.currentThread(), new CompletableFuture<>());
        // The cache is excluded before any other thread can see the introduction. A thread that stops waiting too early
        // therefore does not trust the cache.
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
     * Watches further keys of a cache, as {@link #introduce} does. To be called before any of these keys is read. The whole
     * cache is excluded from the trust until the keys are verified. Does not throw.
     *
     * @param addition adds the keys to those that {@code patterns} returns
     */
    public void extend(String cacheName, Runnable addition) {
        // Prevents a check from finding keys to remove in a cache that is still trusted: that would end the trust in
        // all caches.
        boolean alone = tryToCheck();
        try {
            trust.exclude(cacheName);
            addition.run();
            // Repeated: if the lock was not obtained, a check may have included the cache just before the keys were
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
                // A check may have begun without this cache. It must not restore the trust.
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

    /** Verifies all keys before it returns. If Redis does not answer, they are verified as soon as it does. */
    @Override
    public void start() {
        trust.distrust();
        running = true;
        check(latestTurn.incrementAndGet());
    }

    /** Waits a few seconds at most for a running check, because the connections that it uses are closed next. */
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

    /**
     * @param cause {@code null} if a connection was lost or now leads to a different server
     */
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

    /** Does nothing unless {@code turn} is the latest: if several checks are scheduled, only the latest one runs. */
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
            // stop() did not wait any longer, and the connections were closed during this check.
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

    /** Returns {@code false} if the verification has to be repeated at once. */
    private boolean verify() {
        // Taken before the first command: if the trust changes after this, the answers are worthless.
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

    /**
     * Returns whether all invalidations that were committed while Redis was away have reached it. Until then it must not be
     * read.
     */
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

    /** Called by the checks, not where the loss is detected: that may be the thread that receives the replies of Redis. */
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
     * @param verifier the thread that verifies the keys of the cache
     * @param done completes when the verification has ended or was given up
     */
    private record Introduction(Thread verifier, CompletableFuture<Void> done) {

        /** Does not wait on the verifier's own thread, because code that the verification calls may use the cache as well. */
        void await(TimeSource time) {
            if (verifier != Thread.currentThread() && !done.isDone() && !time.await(done, LONGEST_FIRST_USE)) {
                log.debug("A cache is used before its keys are verified; it is read through");
            }
        }
    }
}

package io.github.cacheconsistency.internal.read;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A running load in this JVM, and the fill that follows it. Compared by identity. Thread-safe. */
final class InFlightLoad {

    private final long began;
    private final CompletableFuture<Boolean> completed = new CompletableFuture<>();
    private final AtomicInteger followers = new AtomicInteger();
    private final AtomicInteger leftAlone = new AtomicInteger();
    private volatile @Nullable Thread leader;

    /**
     * @param leader the thread that loads
     * @param began time of the start, in terms of {@link io.github.cacheconsistency.spi.TimeSource#nanoTime}
     */
    InFlightLoad(Thread leader, long began) {
        this.leader = leader;
        this.began = began;
    }

    long began() {
        return began;
    }

    /** Notes that the leader has loaded, and that a thread of the library does the rest. */
    void handOver() {
        leader = null;
    }

    /**
     * Completes when the load and its fill have ended, however they ended. The result is {@code true} if the leader has loaded
     * or was not allowed to fill: the next leader may end in the same way. It is {@code false} if the leader stopped waiting
     * for the load of another node, for which a follower may still wait.
     */
    CompletableFuture<Boolean> completed() {
        return completed;
    }

    /** Returns whether it has completed with {@code true}. */
    boolean isDone() {
        return completed.isDone() && completed.join();
    }

    void followed() {
        followers.incrementAndGet();
    }

    void followedNoMore() {
        followers.decrementAndGet();
    }

    /** Returns whether readers wait for it while its leader waits for another thread, and not for a database or a clock. */
    boolean mayBeStuck() {
        Thread thread = leader;
        return thread != null && followers.get() > 0 && LockSupport.getBlocker(thread) != null;
    }

    /** Returns the number of followers that stopped waiting because it may be stuck. */
    int leftAlone() {
        return leftAlone.get();
    }

    /**
     * Lets one more follower stop waiting.
     *
     * @param before the number of followers that have stopped before
     * @return {@code false} if another follower was faster
     */
    boolean leaveAlone(int before) {
        return leftAlone.compareAndSet(before, before + 1);
    }
}

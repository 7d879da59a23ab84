package io.github.cacheconsistency.internal.read;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One load under way in this JVM, and the fill that follows it. Compared by identity. */
final class InFlightLoad {

    private final long began;
    private final CompletableFuture<Boolean> completed = new CompletableFuture<>();
    private final AtomicInteger followers = new AtomicInteger();
    private final AtomicInteger leftAlone = new AtomicInteger();
    private volatile @Nullable Thread leader;

    /**
     * @param leader the thread that loads
     * @param began when it began, by {@link io.github.cacheconsistency.spi.TimeSource#nanoTime}
     */
    InFlightLoad(Thread leader, long began) {
        this.leader = leader;
        this.began = began;
    }

    long began() {
        return began;
    }

    /** What is left to do happens on a thread of the library: the leader has loaded. */
    void handOver() {
        leader = null;
    }

    /**
     * Completes when the load and its fill have ended, however they ended. The answer is whether the leader has loaded or
     * was refused to fill: what it found may be found again by the next. If not, it left the load to its followers.
     */
    CompletableFuture<Boolean> completed() {
        return completed;
    }

    /** Whether it has completed, and its leader did not leave the load to its followers. */
    boolean isDone() {
        return completed.isDone() && completed.join();
    }

    void followed() {
        followers.incrementAndGet();
    }

    void followedNoMore() {
        followers.decrementAndGet();
    }

    /** Whether readers wait for it while its leader waits for another thread, and not for a database or a clock. */
    boolean mayBeStuck() {
        Thread thread = leader;
        return thread != null && followers.get() > 0 && LockSupport.getBlocker(thread) != null;
    }

    /** How many followers have given it up, because it may be stuck. */
    int leftAlone() {
        return leftAlone.get();
    }

    /** Returns whether the caller is the one follower that may give it up, after {@code before} others. */
    boolean leaveAlone(int before) {
        return leftAlone.compareAndSet(before, before + 1);
    }
}

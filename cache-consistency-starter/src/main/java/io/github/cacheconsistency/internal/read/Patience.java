package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.spi.LeaseToken;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The limit for how long one reader waits for the loads of others. The sum of its waits is bounded by the cache's lease wait,
 * and it waits for one load only: if that load ends without a cached value, so may the next. Readers that each waited for the
 * one before would load one after the other. Used by one thread.
 */
final class Patience {

    private static final Duration SHORTEST_POLL = Duration.ofMillis(5);
    private static final Duration LONGEST_POLL = Duration.ofMillis(20);

    /** In a long wait, pauses grow with the time that the reader has waited, up to one part in this many. */
    private static final int PART_OF_WAIT = 16;

    private static final Duration LONGEST_LATE_POLL = Duration.ofMillis(250);
    private static final Duration FIRST_LOOK_FOR_CIRCLES = Duration.ofMillis(250);
    private static final int MOST_DOUBLINGS = 10;

    private final TimeSource time;
    private final long longest;
    private final long began;
    private Duration poll = SHORTEST_POLL;
    private @Nullable LeaseToken awaited;
    private boolean exhausted;

    Patience(TimeSource time, Duration longest) {
        this.time = time;
        this.longest = longest.toNanos();
        this.began = time.nanoTime();
    }

    boolean isLeft() {
        return !exhausted && remaining() > 0;
    }

    /** Waits until {@code inFlight} has completed; returns whether it has. */
    boolean awaitCompletion(InFlightLoad inFlight, InFlightLoads inFlightLoads) {
        inFlight.followed();
        try {
            boolean completed = awaitCompletionOrCircle(inFlight, inFlightLoads);
            exhausted |= !completed || inFlight.isDone();
            return completed;
        } finally {
            inFlight.followedNoMore();
        }
    }

    /**
     * Waits for the load or for a possible deadlock. Loads may wait for each other through threads that the library does not
     * know. If that is possible, one follower stops waiting and loads, which breaks the deadlock; another one does so after
     * twice that time, and so on. If there is no deadlock, this costs few additional loads.
     */
    private boolean awaitCompletionOrCircle(InFlightLoad inFlight, InFlightLoads inFlightLoads) {
        // A load that has taken this long may never end, so only its first followers wait the full time.
        long remaining = Math.min(remaining(), longest - (time.nanoTime() - inFlight.began()));
        if (remaining <= 0) {
            return false;
        }
        CompletableFuture<Void> givenUp = new CompletableFuture<>();
        lookForCircles(inFlight, inFlightLoads, givenUp, 0);
        try {
            time.await(CompletableFuture.anyOf(inFlight.completed(), givenUp), Duration.ofNanos(remaining));
            return inFlight.completed().isDone();
        } finally {
            givenUp.complete(null);
        }
    }

    /**
     * Checks for a deadlock, with intervals that double, until the wait ends. Scheduled as upkeep, because the wait does not
     * depend on it.
     */
    private void lookForCircles(
            InFlightLoad inFlight, InFlightLoads inFlightLoads, CompletableFuture<Void> givenUp, int looks) {
        if (looks > MOST_DOUBLINGS) {
            return;
        }
        int leftAlone = inFlight.leftAlone();
        Duration delay =
                FIRST_LOOK_FOR_CIRCLES.multipliedBy(1L << Math.max(looks, Math.min(leftAlone, MOST_DOUBLINGS)));
        time.scheduleUpkeep(
                () -> {
                    if (givenUp.isDone() || inFlight.completed().isDone()) {
                        return;
                    }
                    if (inFlightLoads.mayWaitInACircle(inFlight) && inFlight.leaveAlone(leftAlone)) {
                        givenUp.complete(null);
                    } else {
                        lookForCircles(inFlight, inFlightLoads, givenUp, looks + 1);
                    }
                },
                delay);
    }

    /**
     * Waits until it is time to check again whether the lease still stands; returns {@code false} if the reader must not wait.
     */
    boolean awaitLease(LeaseToken lease) {
        if (awaited == null) {
            awaited = lease;
        }
        // A different token means that the awaited load has ended without a value.
        return awaited.equals(lease) && pause();
    }

    /** Waits until the next poll is due; returns {@code false} if no time is left. */
    boolean pause() {
        long remaining = remaining();
        if (exhausted || remaining <= 0 || Thread.currentThread().isInterrupted()) {
            return false;
        }
        time.await(new CompletableFuture<>(), Duration.ofNanos(Math.min(remaining, poll.toNanos())));
        Duration doubled = poll.multipliedBy(2);
        Duration part = Duration.ofNanos(time.nanoTime() - began).dividedBy(PART_OF_WAIT);
        poll = longer(shorter(doubled, LONGEST_POLL), shorter(part, LONGEST_LATE_POLL));
        return true;
    }

    private long remaining() {
        return longest - (time.nanoTime() - began);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}

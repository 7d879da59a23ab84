package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.spi.LeaseToken;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How long one reader waits for the loads of others. All its waiting together is bounded by the cache's lease wait, and it
 * waits for one load only: if that ends without a cached value, so may the next, and readers that each waited for the
 * one before would come one after the other.
 */
final class Patience {

    private static final Duration SHORTEST_POLL = Duration.ofMillis(5);
    private static final Duration LONGEST_POLL = Duration.ofMillis(20);

    /** A long wait is polled less often: what that adds is a small part of what was waited already. */
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
     * Loads may wait for each other through threads that the library knows nothing of. Where that is possible, one follower
     * gives up and loads itself, which ends the circle; then one more after twice that time, and so on: if there is no
     * circle, that costs few loads.
     */
    private boolean awaitCompletionOrCircle(InFlightLoad inFlight, InFlightLoads inFlightLoads) {
        // A load that has taken that long may never end: only its first followers wait for that.
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

    /** Looks again after twice the time, until the wait is over. It is upkeep: the wait itself needs no look. */
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

    /** Waits until it is time to look again whether a lease still stands; {@code false} if it is not to be awaited. */
    boolean awaitLease(LeaseToken lease) {
        if (awaited == null) {
            awaited = lease;
        }
        // Another token: the load that was waited for has ended without a value.
        return awaited.equals(lease) && pause();
    }

    /** Waits until the next poll is due; {@code false} when there is no time left for one. */
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

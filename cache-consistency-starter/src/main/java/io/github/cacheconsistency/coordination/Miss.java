package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyStrategy;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.LoadDecision;
import io.github.cacheconsistency.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One reader that found no value: it takes the right to fill, or waits for whoever has it.
 *
 * <p>All waiting together is bounded by the cache's lease wait. A reader that has waited that long, or is interrupted,
 * reads the database itself and does not fill.
 */
final class Miss {

    private static final Duration SHORTEST_POLL = Duration.ofMillis(5);
    private static final Duration LONGEST_POLL = Duration.ofMillis(20);

    private final ConsistencyStrategy strategy;
    private final CacheKey key;
    private final TimeSource time;
    private final long deadline;
    private Duration poll = SHORTEST_POLL;
    /** A strategy that cannot take a lease over has it waited for. */
    private boolean takeoverTried;

    Miss(GuardedCache cache, CacheKey key, TimeSource time) {
        this.strategy = cache.strategy();
        this.key = key;
        this.time = time;
        this.deadline = time.nanoTime() + cache.settings().leaseWait().toNanos();
    }

    /**
     * Leads the loads of this JVM for the key, or follows the thread that does and then looks again.
     *
     * @param state what the key held
     * @param mine the flight to start; landed here unless the decision hands it on
     * @param landings what {@link Flights#landings} said before {@code state} was read
     */
    ReadDecision lead(KeyState state, Flight mine, Flights flights, long landings) {
        if (state instanceof KeyState.Fence) {
            // Nobody's load can be shared or filled now: queueing behind one another would only cost time.
            return ReadDecision.READ_THROUGH;
        }
        KeyState latest = state;
        long landingsBefore = landings;
        for (Flight other = flights.start(key, mine); other != null; other = flights.start(key, mine)) {
            // A loader that reads its own key would wait for itself.
            if (other.isFlownByCurrentThread() || !awaitLanding(other)) {
                return ReadDecision.READ_THROUGH;
            }
            landingsBefore = flights.landings(key);
            latest = strategy.peek(key);
            if (latest instanceof KeyState.Value value) {
                return new ReadDecision.Found(value);
            }
            if (latest instanceof KeyState.Fence) {
                return ReadDecision.READ_THROUGH;
            }
        }
        KeyState lookedUp = latest;
        long landingsThen = landingsBefore;
        return landUnlessGranted(mine, flights, () -> {
            boolean someoneLanded = flights.landings(key) != landingsThen;
            return lead(someoneLanded ? strategy.peek(key) : lookedUp);
        });
    }

    /**
     * Leads from the first look on, where the key is expected to hold nothing.
     *
     * @param mine the flight that was started; landed here unless the decision hands it on
     */
    ReadDecision open(Flight mine, Flights flights) {
        return landUnlessGranted(mine, flights, () -> {
            ReadDecision decision = decision(strategy.peekOrPrepare(key));
            return decision != null ? decision : lead(strategy.peek(key));
        });
    }

    private ReadDecision landUnlessGranted(Flight mine, Flights flights, Supplier<ReadDecision> reader) {
        ReadDecision decision = null;
        try {
            decision = reader.get();
            if (decision instanceof ReadDecision.Granted granted) {
                decision = new ReadDecision.Granted(granted.permit(), mine);
            }
            return decision;
        } finally {
            if (!(decision instanceof ReadDecision.Granted)) {
                flights.land(key, mine);
            }
        }
    }

    /**
     * Takes the right to fill for a look that may never fill, if that takes it from nobody who will. It never waits.
     *
     * @param state what the key held; no value
     */
    ReadDecision look(KeyState state) {
        if (state instanceof KeyState.Fence || state instanceof KeyState.Lease lease && !lease.isUnattended()) {
            return ReadDecision.READ_THROUGH;
        }
        LoadDecision answer = strategy.prepareUnattended(key);
        if (answer instanceof LoadDecision.Occupied occupied) {
            return occupied.state() instanceof KeyState.Value value
                    ? new ReadDecision.Found(value)
                    : ReadDecision.READ_THROUGH;
        }
        ReadDecision decision = decision(answer);
        return decision != null ? decision : ReadDecision.READ_THROUGH;
    }

    /** Takes the right to fill, or waits for the node that has it. */
    private ReadDecision lead(KeyState state) {
        KeyState latest = state;
        while (true) {
            if (latest instanceof KeyState.Value value) {
                return new ReadDecision.Found(value);
            }
            if (latest instanceof KeyState.Fence) {
                return ReadDecision.READ_THROUGH;
            }
            boolean unattended = latest instanceof KeyState.Lease lease && lease.isUnattended() && !takeoverTried;
            if (latest instanceof KeyState.Lease && !unattended) {
                if (!pause()) {
                    return ReadDecision.READ_THROUGH;
                }
            } else {
                takeoverTried |= unattended;
                ReadDecision decision = decision(unattended ? strategy.peekOrPrepare(key) : strategy.prepareLoad(key));
                if (decision != null) {
                    return decision;
                }
            }
            latest = strategy.peek(key);
        }
    }

    /** Returns {@code null} where the key is occupied by now and a new look is due. */
    private @Nullable ReadDecision decision(LoadDecision answer) {
        if (answer instanceof LoadDecision.Granted granted) {
            return new ReadDecision.Granted(granted.permit(), null);
        }
        if (answer instanceof LoadDecision.ProbeFailed failed) {
            return new ReadDecision.Pass(ReadOutcome.PROBE_FAILED, failed.cause());
        }
        if (answer instanceof LoadDecision.Occupied occupied) {
            KeyState state = occupied.state();
            if (state != null) {
                return lead(state);
            }
            return remaining() > 0 ? null : ReadDecision.READ_THROUGH;
        }
        return ReadDecision.READ_THROUGH;
    }

    private boolean awaitLanding(Flight other) {
        long remaining = remaining();
        return remaining > 0 && time.await(other.landed(), Duration.ofNanos(remaining));
    }

    /** Waits until the next poll is due; {@code false} when there is no time left for one. */
    private boolean pause() {
        long remaining = remaining();
        if (remaining <= 0 || Thread.currentThread().isInterrupted()) {
            return false;
        }
        time.await(new CompletableFuture<>(), Duration.ofNanos(Math.min(remaining, poll.toNanos())));
        poll = poll.multipliedBy(2).compareTo(LONGEST_POLL) < 0 ? poll.multipliedBy(2) : LONGEST_POLL;
        return true;
    }

    private long remaining() {
        return deadline - time.nanoTime();
    }
}

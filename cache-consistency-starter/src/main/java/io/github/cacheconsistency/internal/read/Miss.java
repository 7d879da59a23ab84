package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.load.LoadLimiter;
import io.github.cacheconsistency.internal.load.LoadsUnderWay;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LoadDecision;
import io.github.cacheconsistency.spi.TimeSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reader that found no value. It takes the right to fill or waits for the reader that has it, and repeats the lookup after
 * every wait. If it may not wait any longer or is interrupted, it loads without filling. Used by one thread.
 *
 * <p>Invariant: it holds its turn to load while it requests a lease and loads, and never while it waits for other readers.
 */
final class Miss {

    private final ConsistencyStrategy strategy;
    private final CacheKey key;
    private final TimeSource time;
    private final InFlightLoads inFlightLoads;
    private final LoadsUnderWay loads;
    private final LoadLimiter.Turn turn;
    private final Patience patience;
    private boolean leftToOthers;
    private boolean takeoverTried;
    private boolean lostARace;

    Miss(GuardedCache cache, CacheKey key, TimeSource time, InFlightLoads inFlightLoads, LoadsUnderWay loads) {
        this.strategy = cache.strategy();
        this.key = key;
        this.time = time;
        this.inFlightLoads = inFlightLoads;
        this.loads = loads;
        this.turn = loads.turn(key);
        this.patience = new Patience(time, cache.settings().leaseWait());
    }

    /**
     * Leads the loads of this JVM for the key, or follows the thread that does.
     *
     * @param state what the key held
     * @param completions the result of {@link InFlightLoads#completions} before {@code state} was read
     */
    ReadDecision lead(KeyState state, long completions) {
        if (state instanceof KeyState.Tombstone) {
            // No load can fill now, so readers do not wait for each other.
            return ReadDecision.READ_THROUGH;
        }
        InFlightLoad mine = new InFlightLoad(Thread.currentThread(), time.nanoTime());
        KeyState latest = state;
        long completionsBefore = completions;
        for (InFlightLoad other = inFlightLoads.start(key, mine);
                other != null;
                other = inFlightLoads.start(key, mine)) {
            if (!patience.isLeft() || !loads.mayWaitFor(key)) {
                return ReadDecision.READ_THROUGH;
            }
            boolean completed = awaitCompletion(other);
            if (!completed && Thread.currentThread().isInterrupted()) {
                return ReadDecision.READ_THROUGH;
            }
            completionsBefore = inFlightLoads.completions(key);
            latest = strategy.peek(key);
            if (latest instanceof KeyState.Value value) {
                return new ReadDecision.Found(value);
            }
            if (!completed || latest instanceof KeyState.Tombstone) {
                return ReadDecision.READ_THROUGH;
            }
        }
        KeyState lookedUp = latest;
        long completionsThen = completionsBefore;
        return completeUnlessGranted(mine, () -> {
            boolean anotherCompleted = inFlightLoads.completions(key) != completionsThen;
            return take(anotherCompleted ? strategy.peek(key) : lookedUp);
        });
    }

    /**
     * Leads with the initial lookup, for a key that is expected to be absent. Returns {@code null} if a plain lookup must come
     * first, because another thread leads or there is no free turn, which a hit does not need.
     */
    @Nullable
    ReadDecision open() {
        if (!turn.tryTake()) {
            return null;
        }
        InFlightLoad mine = new InFlightLoad(Thread.currentThread(), time.nanoTime());
        if (inFlightLoads.start(key, mine) != null) {
            turn.giveBack();
            return null;
        }
        return completeUnlessGranted(mine, () -> {
            LoadDecision answer = strategy.peekOrPrepare(key);
            return answer instanceof LoadDecision.Occupied occupied ? takeFrom(occupied) : decision(answer);
        });
    }

    private ReadDecision completeUnlessGranted(InFlightLoad mine, Supplier<ReadDecision> reader) {
        ReadDecision decision = null;
        try {
            decision = reader.get();
            if (decision instanceof ReadDecision.Granted granted) {
                decision = new ReadDecision.Granted(granted.permit(), mine, turn);
            } else if (decision instanceof ReadDecision.Pass pass) {
                decision = new ReadDecision.Pass(pass.outcome(), pass.cause(), turn);
            } else {
                turn.giveBack();
            }
            return decision;
        } finally {
            if (decision == null) {
                turn.giveBack();
            }
            if (!(decision instanceof ReadDecision.Granted)) {
                inFlightLoads.complete(key, mine, !leftToOthers);
            }
        }
    }

    private ReadDecision takeFrom(LoadDecision.Occupied occupied) {
        KeyState state = occupied.state();
        return take(state != null ? state : strategy.peek(key));
    }

    /** Takes the right to fill, or waits for the node that has it. */
    private ReadDecision take(KeyState state) {
        KeyState latest = state;
        while (true) {
            if (latest instanceof KeyState.Value value) {
                return new ReadDecision.Found(value);
            }
            if (latest instanceof KeyState.Tombstone) {
                return ReadDecision.READ_THROUGH;
            }
            if (latest instanceof KeyState.Lease lease && !mayTakeOver(lease)) {
                turn.giveBack();
                if (!loads.mayWaitFor(key) || !patience.awaitLease(lease.token())) {
                    leftToOthers = true;
                    return ReadDecision.READ_THROUGH;
                }
                latest = strategy.peek(key);
                continue;
            }
            boolean looksAgain = turn.take() || latest instanceof KeyState.Lease;
            LoadDecision answer = looksAgain ? strategy.peekOrPrepare(key) : strategy.prepareLoad(key);
            if (!(answer instanceof LoadDecision.Occupied occupied)) {
                return decision(answer);
            }
            if (occupied.state() != null) {
                latest = occupied.state();
            } else if (mayTryAgain()) {
                latest = strategy.peek(key);
            } else {
                return ReadDecision.READ_THROUGH;
            }
        }
    }

    /**
     * Tries a takeover only once, because some strategies cannot take over a lease. The reader waits for the lease after that.
     */
    private boolean mayTakeOver(KeyState.Lease lease) {
        boolean may = lease.isUnattended() && !takeoverTried;
        takeoverTried |= may;
        return may;
    }

    /** Retries at once after the first lost race, and only after a pause later. */
    private boolean mayTryAgain() {
        boolean first = !lostARace;
        lostARace = true;
        if (first) {
            return patience.isLeft();
        }
        turn.giveBack();
        return patience.pause();
    }

    private ReadDecision decision(LoadDecision answer) {
        if (answer instanceof LoadDecision.Granted granted) {
            return new ReadDecision.Granted(granted.permit(), null, turn);
        }
        return notGranted(answer);
    }

    /** Returns the decision for an answer that grants no fill and does not say what the key holds. */
    static ReadDecision notGranted(LoadDecision answer) {
        return answer instanceof LoadDecision.ProbeFailed failed
                ? new ReadDecision.Pass(ReadOutcome.PROBE_FAILED, failed.cause(), null)
                : ReadDecision.READ_THROUGH;
    }

    private boolean awaitCompletion(InFlightLoad other) {
        return patience.awaitCompletion(other, inFlightLoads);
    }
}

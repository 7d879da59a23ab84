package io.github.cacheconsistency.internal.rowlock;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.RowLockProbe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Combines probes of several threads into one statement. A thread that finds no statement running sends its own probe at once.
 * Threads that arrive in the meantime wait; when the running statement is answered, one of them sends a statement for all of
 * them. It needs no timer and no additional thread. Thread-safe.
 *
 * <p>Invariant: a probe joins only a statement that has not been sent yet. So its rows are locked after the call, and therefore
 * after its lease was taken. If a combined statement is not granted, the result says nothing about a single row, so each thread
 * then probes alone.
 */
final class SharedRowLockProbe implements RowLockProbe {

    private static final Logger log = LoggerFactory.getLogger(SharedRowLockProbe.class);

    private static final int MOST_TOGETHER = 64;

    /** Maximum wait. If the running statement takes longer, sending a separate one is better. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    /**
     * Maximum latency of the database for combined probes. With a higher latency, waiting for another statement costs more than
     * it saves.
     */
    private static final Duration SHORT_WAY = Duration.ofNanos(500_000);

    /** The next step of a waiting probe. */
    private enum Turn {
        GRANTED,
        ASK_FOR_ALL,
        ASK_ALONE
    }

    private record Waiting(CacheKey key, CompletableFuture<Turn> turn) {}

    private final RowLockProbe single;
    private final Predicate<List<CacheKey>> together;
    private final LongSupplier nanoTime;
    private final Duration longestWait;
    private final Duration longestWay;

    /** Guarded by its own monitor, as is {@link #underWay}. */
    private final Queue<Waiting> queue = new ArrayDeque<>();

    private boolean underWay;

    /**
     * Nanoseconds of the quickest recent statement; zero before the first one. An estimate of the database's latency without
     * the delays of a busy machine.
     */
    private volatile long quickest;

    /**
     * @param single probes one key
     * @param together returns whether the rows of all given keys are free, with one statement
     * @param nanoTime a clock in nanoseconds; only differences of its values are used
     */
    SharedRowLockProbe(RowLockProbe single, Predicate<List<CacheKey>> together, LongSupplier nanoTime) {
        this(single, together, nanoTime, LONGEST_WAIT, SHORT_WAY);
    }

    SharedRowLockProbe(
            RowLockProbe single,
            Predicate<List<CacheKey>> together,
            LongSupplier nanoTime,
            Duration longestWait,
            Duration longestWay) {
        this.single = single;
        this.together = together;
        this.nanoTime = nanoTime;
        this.longestWait = longestWait;
        this.longestWay = longestWay;
    }

    @Override
    public boolean isFree(CacheKey key) {
        Waiting mine = new Waiting(key, new CompletableFuture<>());
        synchronized (queue) {
            if (underWay && quickest > longestWay.toNanos()) {
                mine.turn.complete(Turn.ASK_ALONE);
            } else if (underWay) {
                queue.add(mine);
            } else {
                underWay = true;
                mine.turn.complete(Turn.ASK_FOR_ALL);
            }
        }
        return switch (await(mine)) {
            case GRANTED -> true;
            case ASK_FOR_ALL -> askForAll(mine);
            case ASK_ALONE -> single.isFree(key);
        };
    }

    /** Does not wait for other probes, because these keys can already share a statement. */
    @Override
    public List<Boolean> areFree(List<CacheKey> keys) {
        return single.areFree(keys);
    }

    private Turn await(Waiting mine) {
        try {
            return mine.turn.get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException tooLong) {
            log.trace("A probe that others wait for takes longer than {}", longestWait);
        } catch (ExecutionException never) {
            throw new IllegalStateException("Expected a turn, found a failure", never);
        }
        synchronized (queue) {
            // A thread that was told to probe for all must do so, because no other thread will.
            return queue.remove(mine) ? Turn.ASK_ALONE : mine.turn.getNow(Turn.ASK_ALONE);
        }
    }

    private boolean askForAll(Waiting mine) {
        List<Waiting> all = new ArrayList<>();
        all.add(mine);
        synchronized (queue) {
            while (all.size() < MOST_TOGETHER && !queue.isEmpty()) {
                all.add(queue.remove());
            }
        }
        Turn answer = Turn.ASK_ALONE;
        long begun = nanoTime.getAsLong();
        try {
            if (all.size() == 1) {
                return single.isFree(mine.key);
            }
            if (areAllFree(all.stream().map(Waiting::key).toList())) {
                answer = Turn.GRANTED;
            }
        } finally {
            measured(nanoTime.getAsLong() - begun);
            passOn();
            for (Waiting waiting : all) {
                waiting.turn.complete(answer);
            }
        }
        return answer == Turn.GRANTED || single.isFree(mine.key);
    }

    private boolean areAllFree(List<CacheKey> keys) {
        try {
            return together.test(keys);
        } catch (RuntimeException failure) {
            log.debug("A probe of {} rows together failed; each asks alone", keys.size(), failure);
            return false;
        }
    }

    private void measured(long nanos) {
        long before = quickest;
        quickest = before == 0 ? nanos : Math.min(nanos, before + before / 16 + 1);
    }

    /** Lets the next thread probe before the others get their answers, so that the database works in the meantime. */
    private void passOn() {
        synchronized (queue) {
            Waiting next = queue.poll();
            if (next == null) {
                underWay = false;
            } else {
                next.turn.complete(Turn.ASK_FOR_ALL);
            }
        }
    }
}

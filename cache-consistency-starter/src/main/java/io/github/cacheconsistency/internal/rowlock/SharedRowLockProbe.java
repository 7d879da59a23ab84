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
 * Probes of several threads in one statement. Whoever finds none under way asks at once, alone; those that come meanwhile
 * wait, and one of them asks for all when that is answered. No timer and no thread of its own.
 *
 * <p>Invariant: a probe joins only a statement that is not sent yet. So its rows are locked after it was called, and with
 * that after its lease was taken. If such a statement is not granted, that says nothing about any of its rows: each asks
 * alone then.
 */
final class SharedRowLockProbe implements RowLockProbe {

    private static final Logger log = LoggerFactory.getLogger(SharedRowLockProbe.class);

    private static final int MOST_TOGETHER = 64;

    /** Behind a statement that takes longer, each had better have its own. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    /** Over a longer way, waiting for somebody else's answer costs more than what is saved. */
    private static final Duration SHORT_WAY = Duration.ofNanos(500_000);

    /** What a waiting probe is told. */
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

    /** Guarded by itself, as is {@link #underWay}. */
    private final Queue<Waiting> queue = new ArrayDeque<>();

    private boolean underWay;

    /**
     * Nanoseconds of the quickest statement lately; zero before the first. That is the way to the database, whatever else a
     * busy machine adds to most of them.
     */
    private volatile long quickest;

    /**
     * @param single asks for one key
     * @param together whether all of some keys are free, by one statement
     * @param nanoTime a clock of nanoseconds, which only differences are taken of
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

    /** These go together already: they wait for nobody. */
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
            // Whoever was told to ask for all must: nobody else will.
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

    /** The next one asks, before the others are told their answer: the database works meanwhile. */
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

package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.FillOutcome;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.spi.Fill;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values that one read offers to one cache: a single one, or those of a batch. To be run once: alone, or
 * {@link #runTogether together} with those of other reads. Each fill is accepted or refused independently, and the listener of
 * its read is notified. Redis failures are reported, not thrown (docs/protocols.md, G8).
 */
final class OfferedFills implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(OfferedFills.class);

    private final GuardedCache cache;
    private final List<Fill> fills;
    private final CacheConsistencyListener listener;
    private final Runnable afterwards;

    /**
     * @param fills at least one
     * @param afterwards runs when these fills are done, however they ended; must not fail
     */
    OfferedFills(GuardedCache cache, List<Fill> fills, CacheConsistencyListener listener, Runnable afterwards) {
        this.cache = cache;
        this.fills = List.copyOf(fills);
        this.listener = listener;
        this.afterwards = afterwards;
    }

    @Override
    public void run() {
        run(List.of(this));
    }

    /** Runs all of {@code offered}. Fills of the same cache are sent to Redis together. */
    static void runTogether(List<OfferedFills> offered) {
        Map<String, List<OfferedFills>> byCache = new LinkedHashMap<>();
        for (OfferedFills one : offered) {
            byCache.computeIfAbsent(one.cache.name(), name -> new ArrayList<>()).add(one);
        }
        runEach(byCache.values().iterator());
    }

    private static void runEach(Iterator<List<OfferedFills>> caches) {
        if (caches.hasNext()) {
            try {
                run(caches.next());
            } finally {
                // Even after an exception: an in-flight load that never completes would prevent its key from being
                // cached again.
                runEach(caches);
            }
        }
    }

    /** Runs {@code offered}, which all belong to the same cache. */
    private static void run(List<OfferedFills> offered) {
        GuardedCache cache = offered.get(0).cache;
        try {
            Iterator<Boolean> accepted = answers(cache, offered).iterator();
            for (OfferedFills one : offered) {
                for (Fill fill : one.fills) {
                    one.listener.onFill(fill.key(), accepted.next() ? FillOutcome.ACCEPTED : FillOutcome.REFUSED);
                }
            }
        } catch (RuntimeException redisFailure) {
            for (OfferedFills one : offered) {
                one.fills.forEach(fill -> one.listener.onFill(fill.key(), FillOutcome.FAILED, redisFailure));
            }
            log.debug("The fills of {} reads of cache '{}' failed", offered.size(), cache.name(), redisFailure);
        } finally {
            offered.forEach(one -> one.afterwards.run());
        }
    }

    private static List<Boolean> answers(GuardedCache cache, List<OfferedFills> offered) {
        List<Fill> fills = new ArrayList<>();
        offered.forEach(one -> fills.addAll(one.fills));
        if (fills.size() > 1) {
            return cache.strategy().fillAll(fills);
        }
        Fill alone = fills.get(0);
        return List.of(cache.strategy().fill(alone.key(), alone.permit(), alone.value(), alone.timeToLive()));
    }
}

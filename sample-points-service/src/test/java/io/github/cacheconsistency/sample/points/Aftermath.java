package io.github.cacheconsistency.sample.points;

import java.time.Duration;
import java.util.List;

/**
 * What a dead node left.
 *
 * @param wronglyCached whose balances the cache had wrong right after the death
 * @param over whether that came to an end
 * @param ticks how many ticks of a {@code VirtualTicker} it took
 */
record Aftermath(List<Long> wronglyCached, boolean over, long ticks, Duration lasted) {

    boolean isOverWithin(long limit) {
        return over && ticks <= limit;
    }
}

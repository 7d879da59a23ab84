package io.github.cacheconsistency.sample.points;

import java.time.Duration;
import java.util.List;

/**
 * The state that a killed node has left.
 *
 * @param wronglyCached the users whose cached balance was wrong right after the kill
 * @param over whether all of them became correct
 * @param ticks the number of ticks of a {@code VirtualTicker} until then
 */
record Aftermath(List<Long> wronglyCached, boolean over, long ticks, Duration lasted) {

    boolean isOverWithin(long limit) {
        return over && ticks <= limit;
    }
}

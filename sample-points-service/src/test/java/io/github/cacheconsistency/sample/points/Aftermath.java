package io.github.cacheconsistency.sample.points;

import java.time.Duration;
import java.util.List;

/**
 * What a dead node left.
 *
 * @param wronglyCached whose balances the cache had wrong right after the death
 * @param over whether that came to an end
 * @param beats how many beats of a metronome it took
 */
record Aftermath(List<Long> wronglyCached, boolean over, long beats, Duration lasted) {

    boolean isOverWithin(long limit) {
        return over && beats <= limit;
    }
}

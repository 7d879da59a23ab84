package io.github.cacheconsistency.benchmarks.drive;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All rounds of one trial so far.
 *
 * @param measurements the measurements by contestant
 */
public record Series(Trial trial, Map<Contestant, List<Measurement>> measurements) {

    /**
     * One contestant in one round.
     *
     * @param ratio its throughput divided by that of the raw client just before and after it; 0 without raw client
     */
    public record Measurement(Slice slice, double ratio) {}

    Series(Trial trial) {
        this(trial, new LinkedHashMap<>());
    }

    void add(Contestant contestant, Slice slice, double ratio) {
        measurements.computeIfAbsent(contestant, first -> new ArrayList<>()).add(new Measurement(slice, ratio));
    }
}

package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.peers.PointsService;

/** The part of the service that is measured: reads or changes of one row. */
interface MeasuredPoints extends PointsService {

    @Override
    default void addToBoth(long first, long second) {
        throw notMeasured();
    }

    @Override
    default void create(long id) {
        throw notMeasured();
    }

    @Override
    default void addAndClear(long id) {
        throw notMeasured();
    }

    private static UnsupportedOperationException notMeasured() {
        return new UnsupportedOperationException("No workload measures this");
    }
}

package io.github.cacheconsistency.endurance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Reads hot keys as fast as it can, and records the results. Used by one thread at a time. */
final class StormReader {

    private final Counters counters;
    private final List<Long> ids;
    private final LongSupplier order;
    private final List<Observation> observations = new ArrayList<>();

    StormReader(Counters counters, List<Long> ids, LongSupplier order) {
        this.counters = counters;
        this.ids = ids;
        this.order = order;
    }

    /** A read that began and returned at these positions in the order of all events. */
    record Observation(long id, long started, long returned, long version, long attempt) {}

    /** No read may fail. */
    void readWhile(BooleanSupplier going) {
        while (going.getAsBoolean()) {
            long id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
            long started = order.getAsLong();
            Counter counter = counters.read(id);
            observations.add(new Observation(id, started, order.getAsLong(), counter.version(), counter.attempt()));
        }
    }

    List<Observation> observations() {
        return observations;
    }
}

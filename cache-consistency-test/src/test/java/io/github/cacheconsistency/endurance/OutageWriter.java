package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.WriteRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Writes hot keys, with and without Redis, and records which writes were refused. Used by one thread at a time. */
final class OutageWriter {

    private static final long LONGEST_REST = Duration.ofMillis(20).toNanos();

    private final StormNode node;
    private final StormGate gate;
    private final List<Long> ids;
    private final LongSupplier order;
    private final List<WriteAttempt> attempts = new ArrayList<>();
    private final List<WriteAttempt> refused = new ArrayList<>();

    OutageWriter(StormNode node, StormGate gate, List<Long> ids, LongSupplier order) {
        this.node = node;
        this.gate = gate;
        this.ids = ids;
        this.order = order;
    }

    /** A write may be refused; any other failure ends the writer. */
    void writeWhile(BooleanSupplier going) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (going.getAsBoolean()) {
            WriteAttempt attempt =
                    new WriteAttempt(order.getAsLong(), ids.get(random.nextInt(ids.size())), Fate.COMMITS);
            attempts.add(attempt);
            try {
                gate.run(
                        attempt,
                        () -> node.counters()
                                .write(attempt.id(), () -> node.table().increment(attempt.id(), attempt.number())));
                attempt.acknowledge(order.getAsLong());
            } catch (WriteRefusedException redisIsAway) {
                refused.add(attempt);
            }
            Pauses.pause(random.nextLong(LONGEST_REST));
        }
    }

    List<WriteAttempt> attempts() {
        return attempts;
    }

    /** The refused writes, which must have changed nothing. */
    List<WriteAttempt> refused() {
        return refused;
    }
}

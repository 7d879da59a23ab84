package io.github.cacheconsistency.endurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** Writes hot keys; each write has a random fate. Used by one thread at a time. */
final class StormWriter {

    private static final long LONGEST_REST = Duration.ofMillis(20).toNanos();

    private final StormNode node;
    private final StormGate gate;
    private final List<Long> ids;
    private final LongSupplier order;
    private final boolean diesLate;
    private final List<WriteAttempt> attempts = new ArrayList<>();

    /** @param diesLate whether a writer may die after its COMMIT was sent */
    StormWriter(StormNode node, StormGate gate, List<Long> ids, LongSupplier order, boolean diesLate) {
        this.node = node;
        this.gate = gate;
        this.ids = ids;
        this.order = order;
        this.diesLate = diesLate;
    }

    void writeUntil(long deadline) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (System.nanoTime() < deadline) {
            WriteAttempt attempt = new WriteAttempt(
                    order.getAsLong(), ids.get(random.nextInt(ids.size())), Fate.random(random, diesLate));
            attempts.add(attempt);
            write(attempt);
            Pauses.pause(random.nextLong(LONGEST_REST));
        }
    }

    List<WriteAttempt> attempts() {
        return attempts;
    }

    private void write(WriteAttempt attempt) {
        try {
            gate.run(attempt, () -> node.counters().write(attempt.id(), () -> change(attempt)));
            attempt.acknowledge(order.getAsLong());
        } catch (RolledBack expected) {
            if (attempt.fate() != Fate.ROLLS_BACK) {
                throw expected;
            }
        } catch (RuntimeException | WriterKilled ended) {
            // The exceptions of a dead client are irrelevant.
            if (!attempt.isDead()) {
                throw ended;
            }
        }
    }

    private void change(WriteAttempt attempt) {
        if (attempt.fate().dies()) {
            attempt.runsOn(node.table().connectionId());
        }
        node.table().increment(attempt.id(), attempt.number());
        if (attempt.fate() == Fate.ROLLS_BACK) {
            throw new RolledBack();
        }
    }

    private static final class RolledBack extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RolledBack() {
            super("The caller changed its mind", null, false, false);
        }
    }
}

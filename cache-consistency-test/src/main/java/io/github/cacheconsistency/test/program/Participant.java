package io.github.cacheconsistency.test.program;

import java.util.Optional;

/** One of the tasks whose interleavings are explored. For the driver's thread. */
interface Participant {

    /** The step that it could take now; empty if it has none now. */
    Optional<Offer> offer();

    /** Takes the step that it offered; notes what was touched. */
    void take(Touched touched);

    /** Whether it has nothing more to do. */
    boolean hasEnded();

    /**
     * A step on offer.
     *
     * @param step in words that are the same in each run
     * @param yields whether the task only waits or looks again here
     */
    record Offer(String step, boolean yields) {}
}

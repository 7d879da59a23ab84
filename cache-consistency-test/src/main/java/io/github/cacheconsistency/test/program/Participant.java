package io.github.cacheconsistency.test.program;

import java.util.Optional;

/** One of the tasks whose interleavings are explored. For the driver's thread. */
interface Participant {

    /** The step that is enabled now; empty if there is none. */
    Optional<Offer> offer();

    /** Takes the enabled step, and adds what it touched. */
    void take(Touched touched);

    /** Whether it has no further steps. */
    boolean hasEnded();

    /**
     * An enabled step.
     *
     * @param step its description, which is the same in each run
     * @param yields whether the task only waits or polls here
     */
    record Offer(String step, boolean yields) {}
}

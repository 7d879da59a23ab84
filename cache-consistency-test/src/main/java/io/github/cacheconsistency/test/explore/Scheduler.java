package io.github.cacheconsistency.test.explore;

import org.jspecify.annotations.Nullable;

/** Decides which task takes the next step of an execution. Made for one execution, or for all of one search. */
interface Scheduler {

    /** The step to take, or null to abandon the execution here. */
    @Nullable
    Choice choose(Position position, Execution execution);

    /** Called after each step. */
    default void taken(Position position, Taken taken) {}
}

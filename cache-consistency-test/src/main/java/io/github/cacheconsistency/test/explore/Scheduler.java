package io.github.cacheconsistency.test.explore;

import org.jspecify.annotations.Nullable;

/** Decides which task takes the next step of an execution. Made for one execution, or for all of one search. */
interface Scheduler {

    /** The step to take, or null to abandon the execution here. */
    @Nullable
    EnabledStep choose(Position position, Execution execution);

    /** Called after each step. */
    default void stepTaken(Position position, StepResult result) {}
}

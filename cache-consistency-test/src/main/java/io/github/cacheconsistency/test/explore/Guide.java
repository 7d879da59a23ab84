package io.github.cacheconsistency.test.explore;

import org.jspecify.annotations.Nullable;

/** Leads one execution through a program. */
interface Guide {

    /** The choice to take, or null to abandon the execution here. */
    @Nullable
    Choice choose(Position position, Execution execution);

    /** Told of each step that was taken. */
    default void taken(Position position, Taken taken) {}
}

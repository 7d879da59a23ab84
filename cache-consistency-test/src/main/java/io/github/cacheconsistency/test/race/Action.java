package io.github.cacheconsistency.test.race;

import org.jspecify.annotations.Nullable;

/** What a task does. */
@FunctionalInterface
public interface Action {

    /** Runs on the task's own thread; the result is shown in the trace. */
    @Nullable
    Object run() throws Exception;
}

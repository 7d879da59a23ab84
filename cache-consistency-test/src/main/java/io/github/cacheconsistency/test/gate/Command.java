package io.github.cacheconsistency.test.gate;

import org.jspecify.annotations.Nullable;

/** The call behind a gate. */
@FunctionalInterface
public interface Command {

    /** Sends the command and returns its reply. */
    @Nullable
    Object execute() throws Throwable;
}

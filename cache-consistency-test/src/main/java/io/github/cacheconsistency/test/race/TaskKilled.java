package io.github.cacheconsistency.test.race;

/** Ends a task that a race has killed. An {@link Error}, so that no code under test handles it as a failure. */
public final class TaskKilled extends Error {

    private static final long serialVersionUID = 1L;

    TaskKilled(String task) {
        super("The race killed task '" + task + "', which simulates the death of its node");
    }
}

package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Violation;
import java.util.List;

/** One run of a {@link Program}, one step at a time. For one thread. */
public interface Execution extends AutoCloseable {

    /**
     * The steps that can be taken now: at most one of each task, in the order of the tasks' numbers. Empty when all tasks
     * have ended.
     *
     * @throws ProgramError if no task can go on but some have not ended, or if one of them does what cannot be driven
     */
    List<Choice> choices();

    /**
     * Takes one of {@link #choices()}, and returns when the task stands before its next step, waits, or has ended.
     *
     * @throws ProgramError as {@link #choices()}
     */
    Taken take(Choice choice);

    /** What was broken, in the order of the moments at which it showed; called once, after all tasks have ended. */
    List<Violation> violations();

    /** What happened so far as a readable sequence, the offending reads marked once {@link #violations()} was called. */
    String picture();

    /** Ends all tasks where they stand, and forgets the run. */
    @Override
    void close();
}

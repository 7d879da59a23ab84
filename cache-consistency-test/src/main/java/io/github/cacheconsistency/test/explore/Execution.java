package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of a {@link Program}, one step at a time. For one thread. */
public interface Execution extends AutoCloseable {

    /**
     * The steps that can be taken now: at most one of each task, in the order of the tasks' numbers. Empty when all tasks
     * have ended.
     *
     * @throws ProgramError if no task can go on but some have not ended, or if one of them does what cannot be driven
     */
    List<EnabledStep> enabledSteps();

    /**
     * Takes one of {@link #enabledSteps()}, and returns when the task stands before its next step, waits, or has ended.
     *
     * @throws ProgramError as {@link #enabledSteps()}
     */
    StepResult take(EnabledStep choice);

    /**
     * All that decides what may still happen and how it will be judged, in words that are the same in each run; null, the
     * default, if that cannot be told. Two executions with equal states have the same choices, the same things happen if
     * they go on in the same order, and the same properties are broken in the end. So it has to tell, for each task, where it
     * stands and which replies it got; what the stores hold, what is locked, and for how long; and of the history, what the
     * verdict on the reads that may still come depends on, and which properties are broken already. To say too much only
     * costs time; to say too little hides interleavings.
     *
     * <p>The explorer goes on from equal states only once. It asks before each step that it has not replayed.
     */
    default @Nullable String state() {
        return null;
    }

    /** What was broken, in the order of the moments at which it showed; called once, after all tasks have ended. */
    List<Violation> violations();

    /** What happened so far as a readable sequence, the offending reads marked once {@link #violations()} was called. */
    String picture();

    /** Ends all tasks where they stand, and forgets the run. */
    @Override
    void close();
}

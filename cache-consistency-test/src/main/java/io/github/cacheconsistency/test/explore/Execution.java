package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of a {@link Program}, one step at a time. For one thread. */
public interface Execution extends AutoCloseable {

    /**
     * The steps that can be taken now: at most one for each task, in the order of the tasks' numbers. Empty when all tasks
     * have ended.
     *
     * @throws ProgramError if no task can continue but some have not ended, or if a task does something that cannot be driven
     */
    List<EnabledStep> enabledSteps();

    /**
     * Takes one of {@link #enabledSteps()}, and returns when the task has reached its next step, waits, or has ended.
     *
     * @throws ProgramError as {@link #enabledSteps()}
     */
    StepResult take(EnabledStep choice);

    /**
     * The state of the execution, as a text that is the same in each run; null, the default, if the state is unknown.
     * Two executions with equal states have the same enabled steps; if they continue in the same order, the same
     * happens, and the same properties are broken at the end. So the state must contain, for each task, its position
     * and the replies that it depends on; the contents of the stores, the locks, and the time-to-lives; and of the
     * history, which properties are already broken and what the verdict on future reads depends on. A state that
     * contains too much only costs time; one that contains too little hides interleavings.
     *
     * <p>The explorer continues from equal states only once. It calls this before each step that is not a replay.
     */
    default @Nullable String state() {
        return null;
    }

    /** The violations, in the order of their detection; called once, after all tasks have ended. */
    List<Violation> violations();

    /** The execution so far as a readable table; violations are marked once {@link #violations()} was called. */
    String picture();

    /** Ends all tasks and discards the execution. */
    @Override
    void close();
}

package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.race.DelayedWork;
import io.github.cacheconsistency.test.race.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of one execution as observed from outside: the contents of Redis keys, the committed changes, the history
 * of each call in progress, the versions that reads have to return, and the delayed work. It is unknown after an event
 * whose consequences cannot be observed: a failure, or a thread that is blocked outside of the gates. For the driver's
 * thread.
 *
 * <p>Three assumptions about the memory of the JVM: it has no relevant state if no call is in progress and no work is
 * delayed (otherwise executions would not start from equal states); a call that gets something from another call has
 * waited for it by the wait of the library; everything else is determined by the positions of the calls.
 */
final class ObservedState {

    private final Run run;
    private final List<FaultInjectionTask> faults;
    private final ObservedKeys keys;
    private final ObservedDatabase database = new ObservedDatabase();
    private final Map<ServiceTask, CallHistory> histories = new HashMap<>();
    /** The histories of writes that have ended: delayed work may depend on them. */
    private final Map<String, String> endedWrites = new TreeMap<>();

    private boolean known;

    /** @param preparation the steps that led to the initial state */
    ObservedState(Run run, List<FaultInjectionTask> faults, ContentLabels labels, List<Step> preparation) {
        this.run = run;
        this.faults = List.copyOf(faults);
        this.keys = new ObservedKeys(run.driver(), labels);
        labels.begin();
        this.known = preparation.isEmpty() || keys.look(run.keys(), preparation, Optional.of("beginning"));
    }

    /**
     * The situation before a step of a participant.
     *
     * @param task the participant if it is a reader or writer
     * @param place its name and the number of its call
     * @param reads whether that call reads
     * @param waiting the tasks that wait for a signal that has not come
     */
    record Before(@Nullable ServiceTask task, String place, boolean reads, List<ServiceTask> waiting) {}

    Before before(Participant participant) {
        ServiceTask task = participant instanceof ServiceTask service ? service : null;
        if (task != null && !task.isInCall()) {
            histories.put(task, new CallHistory(task.call().what()));
        }
        return new Before(
                task,
                task == null ? "" : task.name() + " " + task.callsEnded(),
                task != null && task.call().isRead(),
                run.services().stream().filter(ServiceTask::awaitsSignal).toList());
    }

    /**
     * Called after the step that was taken in situation {@code before}; {@code steps} are the operations that were
     * sent.
     */
    void took(Before before, List<Step> steps) {
        known = known
                && steps.stream().noneMatch(ObservedSteps::isUnclear)
                && run.services().stream().noneMatch(task -> task.isThreadBlocked() || task.hasFailed());
        if (!known) {
            return;
        }
        ServiceTask task = before.task();
        ObservedSteps observed = new ObservedSteps(task == null ? "" : task.name(), steps);
        String by = "environment";
        if (task != null) {
            CallHistory history = history(task);
            known = observed.isOneAtATime();
            observed.own().forEach(step -> history.took(step, keys, database));
            by = history.past();
        }
        Optional<List<String>> gone = task == null ? run.takeRemoved() : observed.removes();
        if (gone.isPresent()) {
            keys.removed(gone.get());
        } else {
            boolean one = task != null && observed.areOwn();
            Optional<String> provenance = one ? Optional.of(before.place() + " " + by) : Optional.empty();
            known &= keys.look(run.keys(), steps, provenance);
        }
        for (ServiceTask other : before.waiting()) {
            if (other != task && !other.awaitsSignal() && other.isInCall()) {
                history(other).handed(by);
            }
        }
        if (task != null && !task.isInCall()) {
            histories.remove(task);
            if (!before.reads()) {
                endedWrites.put(before.place(), by);
            }
        }
    }

    private CallHistory history(ServiceTask task) {
        CallHistory history = histories.get(task);
        if (history == null) {
            throw new IllegalStateException(
                    "The call of task '" + task.name() + "' has no history: before(..) was not called when it began");
        }
        return history;
    }

    /** The state as text; {@code null} if it is unknown. */
    @Nullable
    String describe() {
        if (!known) {
            return null;
        }
        Duration now = run.driver().race().now();
        StringBuilder text = new StringBuilder();
        for (ServiceTask task : run.services()) {
            text.append(task.position());
            if (task.isInCall()) {
                text.append(' ')
                        .append(history(task).pastAt(now))
                        .append(' ')
                        .append(task.call().promised(task.name(), run));
            }
            text.append('\n');
        }
        faults.forEach(task -> text.append(task.timesLeft()).append('\n'));
        run.entries().forEach(entry -> text.append(entry.relevantPast()).append('\n'));
        text.append(keys.describeAll()).append(database).append('\n');
        List<DelayedWork> delayed = run.driver().delayed();
        delayed.forEach(work -> text.append(work.what())
                .append(" of ")
                .append(work.owner())
                .append(" in ")
                .append(work.due().minus(now).toMillis())
                .append('\n'));
        return delayed.isEmpty() ? text.toString() : text.append(endedWrites).toString();
    }
}

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
 * The state of one execution, by what was seen of it from outside: what Redis keys hold, who committed what, what each
 * call that is on its way has done and got, what is promised to readers, and what waits for its time. Told only as long as
 * nothing happened of which that is not all: a failure, a task that waits outside of all gates. For the driver's thread.
 *
 * <p>Of the memory of the JVM it is assumed that it holds nothing when no call is on its way and nothing is delayed (else
 * executions would not begin alike), that what one call is handed by another it has waited for by the library's wait,
 * and that all else follows from where the calls stand.
 */
final class ObservedState {

    private final Run run;
    private final List<FaultInjectionTask> faults;
    private final ObservedKeys keys;
    private final ObservedDatabase database = new ObservedDatabase();
    private final Map<ServiceTask, CallHistory> histories = new HashMap<>();
    /** What writes that have ended have done and got: they may have left something for delayed work. */
    private final Map<String, String> endedWrites = new TreeMap<>();

    private boolean known;

    /** @param preparation the steps that led to the beginning */
    ObservedState(Run run, List<FaultInjectionTask> faults, ContentLabels labels, List<Step> preparation) {
        this.run = run;
        this.faults = List.copyOf(faults);
        this.keys = new ObservedKeys(run.driver(), labels);
        labels.begin();
        this.known = preparation.isEmpty() || keys.look(run.keys(), preparation, Optional.of("beginning"));
    }

    /**
     * Who waits, and where a participant stands, before a step of it.
     *
     * @param task the participant if it is a reader or writer
     * @param place its name and the number of its call
     * @param reads whether that call reads
     * @param waiting the calls whose wait nothing has ended yet
     */
    record Before(@Nullable ServiceTask task, String place, boolean reads, List<ServiceTask> waiting) {}

    Before before(Participant participant) {
        ServiceTask task = participant instanceof ServiceTask service ? service : null;
        if (task != null && !task.isInside()) {
            histories.put(task, new CallHistory(task.call().what()));
        }
        return new Before(
                task,
                task == null ? "" : task.name() + " " + task.callsEnded(),
                task != null && task.call().isRead(),
                run.services().stream().filter(ServiceTask::awaitsSignal).toList());
    }

    /** Notes the step that was taken after {@code before}, in which {@code steps} were sent. */
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
            if (other != task && !other.awaitsSignal() && other.isInside()) {
                history(other).handed(by);
            }
        }
        if (task != null && !task.isInside()) {
            histories.remove(task);
            if (!before.reads()) {
                endedWrites.put(before.place(), by);
            }
        }
    }

    private CallHistory history(ServiceTask task) {
        CallHistory history = histories.get(task);
        if (history == null) {
            throw new IllegalStateException("Nothing is known of how the call of '" + task.name() + "' began");
        }
        return history;
    }

    /** The state in words; {@code null} if it cannot be told. */
    @Nullable
    String describe() {
        if (!known) {
            return null;
        }
        Duration now = run.driver().race().now();
        StringBuilder text = new StringBuilder();
        for (ServiceTask task : run.services()) {
            text.append(task.place());
            if (task.isInside()) {
                text.append(' ')
                        .append(history(task).pastAt(now))
                        .append(' ')
                        .append(task.call().promised(task.name(), run));
            }
            text.append('\n');
        }
        faults.forEach(task -> text.append(task.timesLeft()).append('\n'));
        run.entries().forEach(entry -> text.append(entry.standing()).append('\n'));
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

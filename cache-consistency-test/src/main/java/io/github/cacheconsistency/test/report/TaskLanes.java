package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.race.Trace;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The lanes in which tasks are drawn.
 *
 * @param byTask the lane of each task, in the order of their first events
 */
record TaskLanes(Map<String, String> byTask) {

    private static final int MOST_LANES = 7;
    private static final String OTHERS = "others";
    /** All delayed work shares one lane, because each run of it is another task. */
    private static final Pattern SCHEDULED = Pattern.compile("^(scheduled)-\\d+$");

    /**
     * The lanes of all tasks in {@code events}. If there are too many tasks, those that begin last share a lane; {@code
     * offenders} have lanes of their own as long as there is room.
     */
    static TaskLanes of(List<Trace.Event> events, Set<String> offenders) {
        Map<String, String> lanes = new LinkedHashMap<>();
        if (events.stream().map(TaskLanes::task).distinct().count() > MOST_LANES) {
            offenders.stream().limit(MOST_LANES - 1).forEach(task -> lanes.put(task, task));
        }
        for (Trace.Event event : events) {
            String task = task(event);
            if (!task.isEmpty() && !lanes.containsKey(task)) {
                String lane = SCHEDULED.matcher(task).replaceFirst("$1");
                boolean room = lanes.containsValue(lane)
                        || lanes.values().stream().distinct().count() < MOST_LANES;
                lanes.put(task, room ? lane : OTHERS);
            }
        }
        return new TaskLanes(lanes);
    }

    List<String> names() {
        Collection<String> lanes = byTask.values();
        return lanes.stream().distinct().toList();
    }

    String of(String task) {
        return byTask.getOrDefault(task, OTHERS);
    }

    /** The task of {@code event}; empty if it has none. */
    static String task(Trace.Event event) {
        if (event instanceof Trace.StepTaken taken) {
            return taken.step().task();
        }
        return event instanceof Trace.Ended ended ? ended.task() : "";
    }
}

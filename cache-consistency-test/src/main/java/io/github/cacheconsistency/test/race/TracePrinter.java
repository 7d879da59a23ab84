package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prints a trace as a table with a column (lane) for each task, for Redis and for the database. */
final class TracePrinter {

    private static final int WIDEST = 60;
    private static final int MOST_LANES = 10;
    private static final String COMMON_LANE = "task";
    /** All delayed work shares one lane, because each run of it is another task. */
    private static final Pattern SCHEDULED = Pattern.compile("^" + Race.SCHEDULED + "-\\d+$");

    private final List<String> lanes = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private TracePrinter() {}

    static String print(List<Trace.Event> events, List<Trace.Remark> remarks) {
        TracePrinter printer = new TracePrinter();
        Set<String> tasks = new LinkedHashSet<>();
        events.forEach(event -> tasks.add(task(event)));
        tasks.remove("");
        printer.lanes.addAll(List.of("#", "time"));
        printer.lanes.addAll(tasks.size() > MOST_LANES ? List.of(COMMON_LANE) : tasks);
        printer.lanes.addAll(List.of(Store.REDIS.toString(), Store.DATABASE.toString(), ""));
        printer.rows.add(printer.lanes);
        int number = 0;
        long previous = 0;
        for (Trace.Event event : events) {
            // Remarks after the last event are about the end of the race.
            long upTo = ++number == events.size() ? Long.MAX_VALUE : event.at();
            printer.row(number, event, remark(remarks, previous, upTo));
            previous = upTo;
        }
        return printer.table();
    }

    private static String task(Trace.Event event) {
        if (event instanceof Trace.StepTaken taken) {
            return lane(taken.step().task());
        }
        return event instanceof Trace.Ended ended ? lane(ended.task()) : "";
    }

    private static String lane(String task) {
        return SCHEDULED.matcher(task).replaceFirst(Race.SCHEDULED);
    }

    private static String remark(List<Trace.Remark> remarks, long after, long upTo) {
        List<String> texts = remarks.stream()
                .filter(remark -> remark.at() > after && remark.at() <= upTo)
                .map(Trace.Remark::text)
                .distinct()
                .toList();
        return texts.isEmpty() ? "" : "<== " + String.join("; ", texts);
    }

    private void row(int number, Trace.Event event, String remark) {
        String[] cells = new String[lanes.size()];
        Arrays.fill(cells, "");
        cells[0] = String.valueOf(number);
        cells[cells.length - 1] = remark;
        if (event instanceof Trace.StepTaken taken) {
            Step step = taken.step();
            cells[1] = time(step.time());
            task(cells, step.task(), step.operation().name() + (step.failure() == null ? "" : " FAILS"));
            String effect = String.join(" ", step.operation().keys()) + outcome(step.result(), step.failure());
            if (step.operation().store() == Store.TIME) {
                task(cells, step.task(), step.operation().name() + " " + effect);
            } else {
                cells[lanes.indexOf(step.operation().store().toString())] = effect.isEmpty() ? "done" : effect;
            }
        } else if (event instanceof Trace.Ended ended) {
            cells[1] = time(ended.time());
            task(
                    cells,
                    ended.task(),
                    ended.failure() == null ? "returns " + ended.result() : "throws " + ended.failure());
        } else if (event instanceof Trace.Environment environment) {
            cells[1] = time(environment.time());
            cells[cells.length - 1] = "-- " + environment.text() + (remark.isEmpty() ? "" : " " + remark);
        }
        rows.add(List.of(cells));
    }

    private static String outcome(String result, @Nullable Throwable failure) {
        if (failure != null) {
            return " -> " + failure.getClass().getSimpleName();
        }
        return result.isEmpty() ? "" : " -> " + result;
    }

    private void task(String[] cells, String task, String text) {
        int lane = lanes.indexOf(lane(task));
        if (lane >= 0) {
            cells[lane] = text;
        } else {
            cells[lanes.indexOf(COMMON_LANE)] = task + ": " + text;
        }
    }

    private static String time(Duration time) {
        return "+" + time.toMillis();
    }

    private String table() {
        int[] widths = new int[lanes.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], shorten(row.get(i)).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = i == widths.length - 1 ? row.get(i) : shorten(row.get(i));
                line.append(cell)
                        .append(" ".repeat(Math.max(0, widths[i] - cell.length())))
                        .append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String shorten(String cell) {
        return cell.length() <= WIDEST ? cell : cell.substring(0, WIDEST - 2) + "..";
    }
}

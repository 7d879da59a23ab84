package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.report.SequenceEvent.Call;
import io.github.cacheconsistency.test.report.SequenceEvent.End;
import io.github.cacheconsistency.test.report.SequenceEvent.Note;
import io.github.cacheconsistency.test.report.SequenceEvent.OfTask;
import io.github.cacheconsistency.test.report.SequenceEvent.Offence;
import io.github.cacheconsistency.test.report.SequenceEvent.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays the lanes of a sequence out from left to right, its events from top to bottom. For one thread and one sequence.
 */
final class SequenceLayout {

    /** The distance between a command and its reply. */
    static final int REPLY = 20;

    private static final int MARGIN = 66;
    private static final int TASK_WIDTH = 150;
    private static final int STORE_WIDTH = 210;
    private static final int HEAD = 56;
    private static final int CHARACTER = 7;
    private static final int NAME_CHARACTER = 9;
    private static final int LINE = 18;
    private static final int PILL_CHARACTERS = 24;

    private final Sequence sequence;
    private final Map<String, Integer> lanes = new LinkedHashMap<>();
    private final int width;
    private final int redis;
    private final int database;
    private final Map<String, Integer> running = new HashMap<>();
    private final List<Drawing.Bar> bars = new ArrayList<>();
    private final List<Drawing.Arrow> arrows = new ArrayList<>();
    private final List<Drawing.Pill> pills = new ArrayList<>();
    private final List<Drawing.Band> bands = new ArrayList<>();
    private int y = HEAD;
    private int number;
    private String time = "";
    private boolean offended;
    private @Nullable SequenceEvent previous;

    private SequenceLayout(Sequence sequence) {
        this.sequence = sequence;
        int x = MARGIN;
        for (String lane : sequence.lanes()) {
            int room = Math.max(TASK_WIDTH, lane.length() * NAME_CHARACTER + 16);
            lanes.put(lane, x + room / 2);
            x += room;
        }
        this.redis = x + STORE_WIDTH / 2;
        this.database = redis + STORE_WIDTH;
        this.width = database + STORE_WIDTH / 2;
    }

    static Drawing draw(Sequence sequence) {
        SequenceLayout layout = new SequenceLayout(sequence);
        sequence.events().forEach(layout::place);
        return layout.drawing();
    }

    private void place(SequenceEvent event) {
        if (event instanceof OfTask step) {
            number++;
            offended = false;
            running.putIfAbsent(step.task(), y);
        }
        if (event instanceof Offence && previous instanceof Call) {
            // In a storm a task reads many times; the violation is its last read before this event.
            arrows.set(arrows.size() - 1, arrows.get(arrows.size() - 1).marked());
        }
        previous = event;
        if (event instanceof Call call) {
            call(call);
        } else if (event instanceof End end) {
            pill(end, end.text(), end.offending() ? "offending" : end.failed() ? "failed" : "returned");
            stop(end);
        } else if (event instanceof Wait wait) {
            pill(wait, wait.text(), "waits");
        } else if (event instanceof Note note) {
            band("", note.text(), false);
        } else if (event instanceof Offence offence) {
            band(offence.property() + " broken: ", offence.explanation(), true);
        }
    }

    private void call(Call call) {
        int x = lane(call);
        int store = call.store() == Store.REDIS ? redis : database;
        String task = call.task().equals(call.lane()) ? "" : call.task() + ": ";
        int room = (store - x) / CHARACTER - 4 - task.length() - call.command().length();
        y += 22;
        arrows.add(new Drawing.Arrow(
                number,
                timeIfNew(call.time()),
                y,
                x,
                store - 7,
                store,
                task + call.command(),
                call.arguments(),
                shorten(call.arguments(), room),
                call.reply(),
                call.failed(),
                false));
        y += REPLY + 8;
    }

    private void pill(OfTask event, String text, String kind) {
        String whole = event.task().equals(event.lane()) ? text : event.task() + " " + text;
        String shown = shorten(whole, PILL_CHARACTERS);
        y += 20;
        pills.add(new Drawing.Pill(
                number,
                timeIfNew(event.time()),
                lane(event),
                y,
                Math.max(60, shown.length() * CHARACTER + 14),
                whole,
                shown,
                kind));
        y += 20;
    }

    private void stop(End end) {
        Integer start = running.remove(end.task());
        if (start != null) {
            bars.add(new Drawing.Bar(lane(end), start + 8, y - 28 - start));
        }
    }

    private void band(String strong, String text, boolean offence) {
        List<Drawing.Line> lines = new ArrayList<>();
        // All violations by one read are in one block.
        int top = offence && offended ? y - 6 : y + 4;
        offended = offence;
        int base = top + 17;
        List<String> words = Lines.wrap(strong + text, (width - 60) / CHARACTER);
        for (int i = 0; i < words.size(); i++) {
            String line = words.get(i);
            boolean first = i == 0 && line.startsWith(strong);
            lines.add(new Drawing.Line(base, first ? strong : "", first ? line.substring(strong.length()) : line));
            base += LINE;
        }
        int height = LINE * lines.size() + 8;
        bands.add(new Drawing.Band(top, height, offence, lines));
        y = top + height + 6;
    }

    private Drawing drawing() {
        // The bars of tasks that have not ended reach to the bottom.
        for (SequenceEvent event : sequence.events()) {
            if (event instanceof OfTask step && running.containsKey(step.task())) {
                int start = running.remove(step.task());
                bars.add(new Drawing.Bar(lane(step), start + 8, y - start));
            }
        }
        int bottom = y + 14;
        List<Drawing.Lane> heads = new ArrayList<>();
        lanes.forEach((name, x) -> heads.add(new Drawing.Lane(x, name, false)));
        heads.add(new Drawing.Lane(redis, Store.REDIS.toString(), true));
        heads.add(new Drawing.Lane(database, Store.DATABASE.toString(), true));
        return new Drawing(sequence.title(), width, bottom + 40, bottom, heads, bars, arrows, pills, bands);
    }

    private int lane(OfTask event) {
        return lanes.getOrDefault(event.lane(), MARGIN);
    }

    private String timeIfNew(Duration now) {
        String text = "+" + now.toMillis();
        if (text.equals(time)) {
            return "";
        }
        time = text;
        return text;
    }

    private static String shorten(String text, int room) {
        int most = Math.max(8, room);
        return text.length() <= most ? text : text.substring(0, most - 2) + "..";
    }
}

package io.github.cacheconsistency.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** One line per stack that was sampled in a slice: contestant, kind of thread, frames, and number of samples. */
final class CollapsedStacks {

    private static final String JAVA = "jdk.ExecutionSample";

    /** Samples in native methods, such as writes to a socket. */
    private static final String NATIVE = "jdk.NativeMethodSample";

    /** Native methods in which a thread only waits: they are sampled, but use no processor time. */
    private static final List<String> WAITING = List.of("epollWait", "wait", "accept", "poll", "waitForProcessExit0");

    private record Window(Instant end, String contestant) {}

    private final NavigableMap<Instant, Window> windows = new TreeMap<>();
    private final Map<String, Long> stacks = new TreeMap<>();

    private CollapsedStacks() {}

    static List<String> of(Path recording) throws IOException {
        List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
        CollapsedStacks collapsed = new CollapsedStacks();
        for (RecordedEvent event : events) {
            if (event.getEventType().getName().equals(SliceEvent.NAME)) {
                collapsed.windows.put(
                        event.getStartTime(), new Window(event.getEndTime(), event.getString(SliceEvent.CONTESTANT)));
            }
        }
        events.forEach(collapsed::add);
        List<String> lines = new ArrayList<>();
        collapsed.stacks.forEach((stack, count) -> lines.add(stack + " " + count));
        return lines;
    }

    private void add(RecordedEvent event) {
        String type = event.getEventType().getName();
        RecordedStackTrace trace = event.getStackTrace();
        if (!type.equals(JAVA) && !type.equals(NATIVE) || trace == null) {
            return;
        }
        Map.Entry<Instant, Window> slice = windows.floorEntry(event.getStartTime());
        if (slice == null || slice.getValue().end().isBefore(event.getStartTime()) || waits(trace)) {
            return;
        }
        RecordedThread thread = event.getThread("sampledThread");
        StringBuilder stack = new StringBuilder(slice.getValue().contestant())
                .append(';')
                .append(
                        thread == null
                                ? "?"
                                : String.valueOf(thread.getJavaName()).replaceAll("[0-9]+", "N"));
        List<RecordedFrame> frames = trace.getFrames();
        for (int index = frames.size() - 1; index >= 0; index--) {
            stack.append(';').append(name(frames.get(index)));
        }
        stacks.merge(stack.toString(), 1L, Long::sum);
    }

    private static boolean waits(RecordedStackTrace trace) {
        return trace.getFrames().isEmpty()
                || WAITING.contains(trace.getFrames().get(0).getMethod().getName());
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }
}

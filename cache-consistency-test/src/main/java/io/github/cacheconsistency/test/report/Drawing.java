package io.github.cacheconsistency.test.report;

import java.util.List;

/**
 * The layout of a sequence, in pixels; the template draws it.
 *
 * @param label a description for screen readers
 * @param bottom the end of the life lines
 */
record Drawing(
        String label,
        int width,
        int height,
        int bottom,
        List<Lane> lanes,
        List<Bar> bars,
        List<Arrow> arrows,
        List<Pill> pills,
        List<Band> bands) {

    /** A life line with its name at both ends. */
    record Lane(int x, String name, boolean store) {}

    /** A task is running. */
    record Bar(int x, int y, int height) {}

    /**
     * A command to a store, and its reply.
     *
     * @param number its position in the sequence
     * @param tip where the arrow ends, just before the life line
     * @param argumentsShown the arguments, shortened to the available room
     * @param offending whether its reply is the violation
     */
    record Arrow(
            int number,
            String time,
            int y,
            int x,
            int tip,
            int end,
            String command,
            String arguments,
            String argumentsShown,
            String reply,
            boolean failed,
            boolean offending) {

        Arrow marked() {
            return new Arrow(number, time, y, x, tip, end, command, arguments, argumentsShown, reply, failed, true);
        }

        int labelX() {
            return x + 10;
        }

        int labelY() {
            return y - 5;
        }

        int replyY() {
            return y + SequenceLayout.REPLY;
        }

        int replyLabelY() {
            return replyY() - 5;
        }

        int replyTip() {
            return x + 6;
        }
    }

    /**
     * The result of a task, in its lane.
     *
     * @param kind {@code returned}, {@code failed}, {@code offending} or {@code waits}
     */
    record Pill(int number, String time, int x, int y, int width, String text, String shown, String kind) {

        int left() {
            return x - width / 2;
        }

        int top() {
            return y - 13;
        }

        int textY() {
            return y + 4;
        }
    }

    /** A band across all lanes: a change by the environment, or a violation. */
    record Band(int y, int height, boolean offence, List<Line> lines) {}

    /** @param y its base line */
    record Line(int y, String strong, String text) {}
}

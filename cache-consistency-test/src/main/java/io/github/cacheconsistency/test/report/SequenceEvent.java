package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.oracle.Property;
import java.io.Serializable;
import java.time.Duration;

/** Something that happened in a {@link Sequence}. */
public sealed interface SequenceEvent extends Serializable {

    /** An event in the life of a task. */
    sealed interface OfTask extends SequenceEvent {

        /** The time of the race. */
        Duration time();

        /** The task's own name. */
        String task();

        /** The lane that it is drawn in, which several tasks may share. */
        String lane();
    }

    /**
     * A task sent a command, and its reply came.
     *
     * @param store Redis or the database
     * @param command its name
     * @param arguments keys, or the rest of the SQL text
     * @param failed whether it failed; the reply says how
     */
    record Call(
            Duration time,
            String task,
            String lane,
            Store store,
            String command,
            String arguments,
            String reply,
            boolean failed)
            implements OfTask {}

    /** A task waited for a signal or for time to pass. */
    record Wait(Duration time, String task, String lane, String text) implements OfTask {}

    /**
     * A task ended.
     *
     * @param offending whether it returned what it should not have
     */
    record End(Duration time, String task, String lane, String text, boolean failed, boolean offending)
            implements OfTask {}

    /** The environment acted, or something was left out. */
    record Note(String text) implements SequenceEvent {}

    /** What happened just before broke {@code property}. */
    record Offence(Property property, String explanation) implements SequenceEvent {}
}

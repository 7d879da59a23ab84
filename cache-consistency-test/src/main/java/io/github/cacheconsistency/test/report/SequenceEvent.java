package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.oracle.Property;
import java.io.Serializable;
import java.time.Duration;

/** An event of a {@link Sequence}. */
public sealed interface SequenceEvent extends Serializable {

    /** An event of a task. */
    sealed interface OfTask extends SequenceEvent {

        /** The time of the race. */
        Duration time();

        /** The task's own name. */
        String task();

        /** The lane that it is drawn in, which several tasks may share. */
        String lane();
    }

    /**
     * A command of a task, with its reply.
     *
     * @param store Redis or the database
     * @param command its name
     * @param arguments keys, or the rest of the SQL text
     * @param failed whether it failed; the reply is then the kind of failure
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

    /** A wait of a task for a signal, with a timeout. */
    record Wait(Duration time, String task, String lane, String text) implements OfTask {}

    /**
     * A task ended.
     *
     * @param offending whether its result is a violation
     */
    record End(Duration time, String task, String lane, String text, boolean failed, boolean offending)
            implements OfTask {}

    /** A change by the environment, or a note that events were left out. */
    record Note(String text) implements SequenceEvent {}

    /** The previous event broke {@code property}. */
    record Offence(Property property, String explanation) implements SequenceEvent {}
}

package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Operation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A step that was taken.
 *
 * @param began its position in the order of all events of the race when it was sent
 * @param ended its position in that order when its reply had arrived
 * @param time the time of the race
 * @param task the name of the task, or of the thread if that is not a task of the race
 * @param background whether it was taken by a thread that the race does not drive
 * @param operation what was done
 * @param result a summary of the reply
 * @param failure what it threw, or {@code null}
 */
public record Step(
        long began,
        long ended,
        Duration time,
        String task,
        boolean background,
        Operation operation,
        String result,
        @Nullable Throwable failure) {}

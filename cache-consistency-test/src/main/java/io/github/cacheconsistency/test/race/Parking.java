package io.github.cacheconsistency.test.race;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.List;

/**
 * Finds out whether a task waits for something that the race does not hold. Its thread must be seen waiting, neither for a
 * server nor asleep, again and again; where the JVM knows who holds the lock, and that is a task that stands still, at once.
 */
final class Parking {

    /** From one look to the next. */
    static final Duration PAUSE = Duration.ofMillis(1);

    private static final int LOOKS = 8;

    private final RaceTask task;
    private final List<RaceTask> others;
    private int looks;

    Parking(RaceTask task, List<RaceTask> others) {
        this.task = task;
        this.others = others;
    }

    /** Looks once more. */
    boolean isCertain() {
        Thread thread = task.thread();
        if (thread == null || task.isAtServer()) {
            looks = 0;
            return false;
        }
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(new long[] {thread.getId()}, 2)[0];
        if (info == null || !waits(info)) {
            looks = 0;
            return false;
        }
        return ++looks >= LOOKS || ownerStandsStill(info.getLockOwnerId());
    }

    /** A sleeper wakes by itself, so its next step comes without anybody. */
    private static boolean waits(ThreadInfo info) {
        return switch (info.getThreadState()) {
            case BLOCKED, WAITING -> true;
            case TIMED_WAITING -> {
                for (StackTraceElement frame : info.getStackTrace()) {
                    if (frame.getClassName().equals("java.lang.Thread")
                            && frame.getMethodName().startsWith("sleep")) {
                        yield false;
                    }
                }
                yield true;
            }
            default -> false;
        };
    }

    private boolean ownerStandsStill(long owner) {
        return owner >= 0
                && others.stream().anyMatch(other -> {
                    Thread thread = other.thread();
                    return other != task && thread != null && thread.getId() == owner && other.stands();
                });
    }
}

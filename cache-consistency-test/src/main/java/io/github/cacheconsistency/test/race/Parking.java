package io.github.cacheconsistency.test.race;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a task waits for something that the race does not hold. Where the JVM knows who holds the lock, and
 * that is a task that stands still, the first look tells. Otherwise its thread must be seen waiting, neither for a server
 * nor asleep, again and again.
 *
 * <p>A thread that was woken and has not got a processor yet looks like one that waits. So only looks count that came when
 * they were due: where the driver gets a processor in time, so do others.
 */
final class Parking {

    /** From one look to the next. */
    static final Duration PAUSE = Duration.ofMillis(1);

    private static final long LATE_NANOS = 3 * PAUSE.toNanos();
    private static final int LOOKS = 8;
    /** Nobody holds the lock: most probably somebody has just given it to the task. */
    private static final int LOOKS_AT_A_FREE_LOCK = 5 * LOOKS;

    private final RaceTask task;
    private final List<RaceTask> others;
    private int looks;
    private long last = System.nanoTime();

    Parking(RaceTask task, List<RaceTask> others) {
        this.task = task;
        this.others = others;
    }

    /** Looks once more. */
    boolean isCertain() {
        long now = System.nanoTime();
        boolean late = now - last > LATE_NANOS;
        last = now;
        Thread thread = task.thread().thread();
        ThreadInfo info = thread == null || task.thread().goesOnByItself()
                ? null
                : ManagementFactory.getThreadMXBean().getThreadInfo(new long[] {thread.getId()}, 2)[0];
        if (info == null || !waits(info) || isHeldByARunner(info.getLockOwnerId())) {
            looks = 0;
            return false;
        }
        if (info.getLockOwnerId() >= 0) {
            return true;
        }
        looks += late ? 0 : 1;
        return looks >= (isLock(info.getLockInfo()) ? LOOKS_AT_A_FREE_LOCK : LOOKS);
    }

    /** A sleeper wakes by itself, so its next step comes without anybody. */
    private static boolean waits(ThreadInfo info) {
        return switch (info.getThreadState()) {
            case BLOCKED, WAITING -> true;
            case TIMED_WAITING -> !isAsleep(info);
            default -> false;
        };
    }

    private static boolean isAsleep(ThreadInfo info) {
        for (StackTraceElement frame : info.getStackTrace()) {
            if (frame.getClassName().equals(Thread.class.getName())
                    && frame.getMethodName().startsWith("sleep")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the owner is none of those that stand still: it will release what it holds. */
    private boolean isHeldByARunner(long owner) {
        return owner >= 0
                && others.stream().noneMatch(other -> {
                    Thread thread = other.thread().thread();
                    return other != task
                            && thread != null
                            && thread.getId() == owner
                            && other.thread().standsStill();
                });
    }

    private static boolean isLock(@Nullable LockInfo lock) {
        return lock != null && lock.getClassName().contains("Lock$");
    }
}

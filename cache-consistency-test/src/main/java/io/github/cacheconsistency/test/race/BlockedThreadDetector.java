package io.github.cacheconsistency.test.race;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Detects whether the thread of a task is blocked outside of the gates. If the JVM knows the owner of the lock, and the
 * owner is a task that is stopped, one check is enough. Otherwise several consecutive checks have to find the thread
 * waiting, and neither for a server nor in a sleep.
 *
 * <p>A thread that was woken but not yet scheduled by the operating system is indistinguishable from a waiting one.
 * Therefore only checks that run on time count: if the driver gets a processor in time, other threads do as well.
 */
final class BlockedThreadDetector {

    /** The pause between two checks. */
    static final Duration PAUSE = Duration.ofMillis(1);

    private static final long LATE_NANOS = 3 * PAUSE.toNanos();
    private static final int CHECKS = 8;
    /** If no thread owns the lock, it has probably just been released, and the task is about to get it. */
    private static final int CHECKS_OF_A_FREE_LOCK = 5 * CHECKS;

    private final RaceTask task;
    private final List<RaceTask> others;
    private int checks;
    private long last = System.nanoTime();

    BlockedThreadDetector(RaceTask task, List<RaceTask> others) {
        this.task = task;
        this.others = others;
    }

    /** Checks once more, and returns whether the thread is blocked for certain. */
    boolean isBlocked() {
        long now = System.nanoTime();
        boolean late = now - last > LATE_NANOS;
        last = now;
        Thread thread = task.thread().thread();
        ThreadInfo info = thread == null || task.thread().continuesByItself()
                ? null
                : ManagementFactory.getThreadMXBean().getThreadInfo(new long[] {thread.getId()}, 2)[0];
        if (info == null || !waits(info) || isHeldByRunningThread(info.getLockOwnerId())) {
            checks = 0;
            return false;
        }
        if (info.getLockOwnerId() >= 0) {
            return true;
        }
        checks += late ? 0 : 1;
        return checks >= (isLock(info.getLockInfo()) ? CHECKS_OF_A_FREE_LOCK : CHECKS);
    }

    /** A thread in a sleep is not blocked: it continues by itself. */
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

    /** Whether the owner is not a stopped task, so that it will release the lock. */
    private boolean isHeldByRunningThread(long owner) {
        return owner >= 0
                && others.stream().noneMatch(other -> {
                    Thread thread = other.thread().thread();
                    return other != task
                            && thread != null
                            && thread.getId() == owner
                            && other.thread().isStopped();
                });
    }

    private static boolean isLock(@Nullable LockInfo lock) {
        return lock != null && lock.getClassName().contains("Lock$");
    }
}

package io.github.cacheconsistency.benchmarks.drive;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** The resources that this JVM has used so far. */
final class Spending {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Spending() {}

    /** Returns the bytes that each living thread has allocated: callers, and threads of clients. */
    static Map<Long, Long> allocated() {
        long[] threads = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(threads);
        Map<Long, Long> allocated = new HashMap<>();
        for (int index = 0; index < threads.length; index++) {
            allocated.put(threads[index], bytes[index]);
        }
        return allocated;
    }

    /** Returns the bytes allocated since then, without threads that have ended. */
    static long allocatedSince(Map<Long, Long> before) {
        return allocated().entrySet().stream()
                .mapToLong(thread -> Math.max(0, thread.getValue() - before.getOrDefault(thread.getKey(), 0L)))
                .sum();
    }

    /** Returns the processor time of all threads, in nanoseconds. */
    static long processorTime() {
        return SYSTEM.getProcessCpuTime();
    }
}

package io.github.cacheconsistency.benchmarks.drive;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** What this JVM has used so far. */
final class Spending {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Spending() {}

    /** Bytes that all living threads have allocated: callers, and the clients' own threads. */
    static long allocated() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    /** Nanoseconds on processors, by all threads. */
    static long processorTime() {
        return SYSTEM.getProcessCpuTime();
    }
}

package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.ProgramError;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the threads of the tasks, and detects threads that the service leaks: a thread that a task starts is in the
 * thread group of the task. Threads that the warm-up has started belong to pools and connections; a few more are
 * allowed because pools grow. A service that starts a thread in every other execution, and ends none, would use up the
 * memory before the exploration ends. Thread-safe.
 */
final class StartedThreads implements ThreadFactory {

    private static final Logger logger = LoggerFactory.getLogger(StartedThreads.class);

    /** More threads than a pool that all executions share has. */
    private static final int MOST = 64;

    private static final int FRAMES = 8;

    private final ThreadGroup group = new ThreadGroup("race-workers");
    private final AtomicInteger number = new AtomicInteger();
    private final Set<Thread> own = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final Set<Thread> kept = Collections.newSetFromMap(new WeakHashMap<>());
    private int executions;

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(group, work, "race-worker-" + number.incrementAndGet());
        thread.setDaemon(true);
        own.add(thread);
        return thread;
    }

    /** The threads that are alive now do not count as leaked. */
    synchronized void ignoreCurrent() {
        kept.addAll(alive());
    }

    /** @throws ProgramError if the number of threads has grown with the number of executions */
    synchronized void check() {
        // Asking for the size of the group is cheaper than listing its threads.
        if (group.activeCount() > MOST) {
            List<Thread> left = left();
            if (left.size() > MOST && left.size() * 2 >= executions) {
                throw new ProgramError(inWords(left)
                        + " Expected: as many as before, or as many as a pool has. A service that starts a thread for each call "
                        + "and does not end it runs out of memory, in this test and in production: end it when the "
                        + "call returns, or use one executor for all calls, shut down with the application context.\n"
                        + where(left.get(left.size() - 1)));
            }
        }
        executions++;
    }

    /** Logs a warning at the end if there is a leaked thread for every other execution or more. */
    synchronized void warnAboutLeaks() {
        List<Thread> left = left();
        if (!left.isEmpty() && left.size() * 2 >= executions) {
            logger.warn("{} Does the service leak them?\n{}", inWords(left), where(left.get(0)));
        }
    }

    private String inWords(List<Thread> left) {
        String names = left.stream()
                .collect(Collectors.groupingBy(
                        thread -> thread.getName().replaceAll("\\d+", "#"), Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> "%d called '%s'".formatted(entry.getValue(), entry.getKey()))
                .sorted()
                .collect(Collectors.joining(", "));
        return "After %d executions %d threads are alive that reads and writes of the race subject have started: %s."
                .formatted(executions, left.size(), names);
    }

    private static String where(Thread thread) {
        return "'" + thread.getName() + "' is at\n"
                + Arrays.stream(thread.getStackTrace())
                        .limit(FRAMES)
                        .map(frame -> "    " + frame)
                        .collect(Collectors.joining("\n"));
    }

    private List<Thread> left() {
        return alive().stream().filter(thread -> !kept.contains(thread)).toList();
    }

    private List<Thread> alive() {
        Thread[] threads = new Thread[group.activeCount() + MOST];
        int count = group.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .filter(thread -> !own.contains(thread))
                .toList();
    }
}

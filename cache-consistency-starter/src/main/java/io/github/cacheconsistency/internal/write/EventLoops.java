package io.github.cacheconsistency.internal.write;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ClassUtils;
import reactor.core.scheduler.Schedulers;

/**
 * Moves work that waits for Redis away from event loops: the thread that waits for a reply could be the one that delivers it.
 * Thread-safe.
 */
public final class EventLoops {

    private static final Logger log = LoggerFactory.getLogger(EventLoops.class);

    private static final Set<String> THREADS_THAT_MUST_NOT_WAIT =
            Set.of("io.netty.util.concurrent.FastThreadLocalThread", "reactor.core.scheduler.NonBlocking");

    /** The result for each class of thread. */
    private static final ClassValue<Boolean> MUST_NOT_WAIT = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> thread) {
            return isOrExtendsAny(thread);
        }
    };

    private static final boolean REACTOR =
            ClassUtils.isPresent("reactor.core.scheduler.Schedulers", EventLoops.class.getClassLoader());

    private EventLoops() {}

    /** Returns whether the current thread must not wait. */
    private static boolean isCurrent() {
        return MUST_NOT_WAIT.get(Thread.currentThread().getClass());
    }

    /**
     * Runs {@code work} on this thread, or on another one if this thread must not wait: on Reactor's bounded elastic scheduler
     * if Reactor is present, otherwise in the common pool. If that rejects the work, it runs on this thread all the same,
     * because a blocked event loop is better than a lost invalidation.
     */
    public static void runOutside(Runnable work) {
        if (!isCurrent()) {
            work.run();
            return;
        }
        try {
            threadsThatMayWait().execute(work);
        } catch (RejectedExecutionException full) {
            log.warn(
                    "Expected a free thread for a write that ended on an event loop, found its queue full: the event loop"
                            + " waits for Redis itself. Write less at a time.",
                    full);
            work.run();
        }
    }

    private static Executor threadsThatMayWait() {
        return REACTOR ? BoundedElastic.EXECUTOR : ForkJoinPool.commonPool();
    }

    private static boolean isOrExtendsAny(Class<?> type) {
        for (Class<?> next = type; next != null; next = next.getSuperclass()) {
            if (THREADS_THAT_MUST_NOT_WAIT.contains(next.getName())
                    || Arrays.stream(next.getInterfaces()).anyMatch(EventLoops::isOrExtendsAny)) {
                return true;
            }
        }
        return false;
    }

    /** Loaded only if Reactor is present. */
    private static final class BoundedElastic {

        static final Executor EXECUTOR = Schedulers.boundedElastic()::schedule;
    }
}

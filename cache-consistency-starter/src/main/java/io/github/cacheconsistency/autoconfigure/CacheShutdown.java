package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.TimeSource;
import io.github.cacheconsistency.coordination.PendingInvalidations;
import io.github.cacheconsistency.coordination.SystemTimeSource;
import org.springframework.context.SmartLifecycle;

/**
 * Does the library's delayed work early when the application stops or pauses, while the connections to Redis still stand:
 * after the web server has finished its requests, before the connection factory stops (phase 0). A paused application can
 * start again, as Spring does with the cached contexts of tests.
 */
final class CacheShutdown implements SmartLifecycle {

    static final int PHASE = 1_000;

    private final TimeSource time;
    private final PendingInvalidations pending;
    private volatile boolean running;

    CacheShutdown(TimeSource time, PendingInvalidations pending) {
        this.time = time;
        this.pending = pending;
    }

    @Override
    public void start() {
        running = true;
        if (time instanceof SystemTimeSource systemTime) {
            systemTime.resume();
        }
        pending.resume();
    }

    @Override
    public void stop() {
        running = false;
        // Retries first: nothing is delayed any more, so one that fails again must not come at once.
        pending.pause();
        if (time instanceof SystemTimeSource systemTime) {
            systemTime.pause();
        }
        pending.pause();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

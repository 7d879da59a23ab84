package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.TimeSource;
import io.github.cacheconsistency.coordination.PendingInvalidations;
import io.github.cacheconsistency.coordination.SystemTimeSource;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the library's delayed work while the connections to Redis still stand: after the web server has finished its
 * requests, before the connection factory stops (phase 0).
 */
final class CacheShutdown implements SmartLifecycle {

    private static final int PHASE = 1_000;

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
    }

    @Override
    public void stop() {
        running = false;
        if (time instanceof SystemTimeSource systemTime) {
            systemTime.close();
        }
        pending.close();
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

package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.internal.read.BackgroundFills;
import io.github.cacheconsistency.internal.time.SystemTimeSource;
import io.github.cacheconsistency.internal.write.PendingInvalidations;
import io.github.cacheconsistency.spi.FillExecutor;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the background work of the library, and executes its delayed work early, when the application stops or pauses.
 * Its phase is after the web server has completed its requests and before the connection factory stops (phase 0), so
 * that Redis is still connected. A paused application can start again, as Spring does with cached test contexts.
 */
final class CacheShutdown implements SmartLifecycle {

    static final int PHASE = 1_000;
    private static final Duration LONGEST_WAIT_FOR_FILLS = Duration.ofSeconds(5);

    private final TimeSource time;
    private final PendingInvalidations pending;
    private final FillExecutor fills;
    private volatile boolean running;

    CacheShutdown(TimeSource time, PendingInvalidations pending, FillExecutor fills) {
        this.time = time;
        this.pending = pending;
        this.fills = fills;
    }

    @Override
    public void start() {
        running = true;
        if (time instanceof SystemTimeSource systemTime) {
            systemTime.resume();
        }
        if (fills instanceof BackgroundFills background) {
            background.resume();
        }
        pending.resume();
    }

    @Override
    public void stop() {
        running = false;
        if (fills instanceof BackgroundFills background) {
            background.pause(LONGEST_WAIT_FOR_FILLS);
        }
        // Retries first: time is paused next, and then a retry that failed again would be repeated at once.
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

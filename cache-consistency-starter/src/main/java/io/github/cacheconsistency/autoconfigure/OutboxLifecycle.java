package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.internal.failover.FailoverWatch;
import io.github.cacheconsistency.internal.outbox.OutboxWork;
import io.github.cacheconsistency.internal.time.SystemTimeSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops the outbox together with the other delayed work of the library: it stops after the web server has
 * completed its requests, while Redis and the database are still connected. A paused application can start again.
 *
 * <p>It stops before {@link CacheShutdown}, which runs delayed tasks at once: a relay would schedule its next run again
 * and again. It starts after the failover watch, which connects to Redis: a relay that connects only after it has
 * locked rows would block other nodes meanwhile.
 */
final class OutboxLifecycle implements SmartLifecycle, AutoCloseable {

    private static final int PHASE = FailoverWatch.PHASE + 1;

    private final OutboxWork work;
    private final @Nullable SystemTimeSource ownTime;
    private volatile boolean running;

    /**
     * Creates the lifecycle.
     *
     * @param ownTime the time source of the outbox, or {@code null} if it shares that of the application
     */
    OutboxLifecycle(OutboxWork work, @Nullable SystemTimeSource ownTime) {
        this.work = work;
        this.ownTime = ownTime;
    }

    @Override
    public void start() {
        running = true;
        work.start();
    }

    @Override
    public void stop() {
        running = false;
        try {
            work.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void close() {
        if (ownTime != null) {
            ownTime.close();
        }
    }
}

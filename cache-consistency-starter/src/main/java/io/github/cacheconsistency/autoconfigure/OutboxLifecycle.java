package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.internal.failover.FailoverWatch;
import io.github.cacheconsistency.internal.outbox.OutboxWork;
import io.github.cacheconsistency.internal.time.SystemTimeSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops the outbox together with the library's other delayed work: after the web server has finished its
 * requests, while the connections to Redis and to the database still stand. A paused application can start again.
 * It stops before that, which runs what is delayed at once: a relay would plan its next run for ever. It starts after the
 * failover watch, which connects to Redis: a relay that locks rows and only then connects holds them up for other nodes.
 */
final class OutboxLifecycle implements SmartLifecycle, AutoCloseable {

    private static final int PHASE = FailoverWatch.PHASE + 1;

    private final OutboxWork work;
    private final @Nullable SystemTimeSource ownTime;
    private volatile boolean running;

    /** @param ownTime the threads of the outbox, if they are its own */
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

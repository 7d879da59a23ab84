package io.github.cacheconsistency.internal.outbox;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The regular work of the outbox: removals, then the relay, until nothing is left to do. Thread-safe. */
public final class OutboxWork {

    private static final Logger log = LoggerFactory.getLogger(OutboxWork.class);

    /** Small, because the backlog must be drained soon after Redis answers again. */
    private static final int BACKOFF = 2;

    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private final TimeSource time;
    private final Duration interval;
    private final OutboxRemovals removals;
    private final OutboxRelay relay;
    private final CacheConsistencyListener listener;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ReentrantLock working = new ReentrantLock();
    private volatile boolean running;

    /**
     * @param time runs the work; its threads may be blocked by a slow database
     * @param interval time between two runs
     */
    public OutboxWork(
            TimeSource time,
            Duration interval,
            OutboxRemovals removals,
            OutboxRelay relay,
            CacheConsistencyListener listener) {
        this.time = time;
        this.interval = interval;
        this.removals = removals;
        this.relay = relay;
        this.listener = listener;
    }

    /** Starts or restarts the work. */
    public void start() {
        running = true;
        schedule(interval);
    }

    /** Waits for a running pass, removes rows once more, and then does nothing until {@link #start()}. */
    public void stop() throws InterruptedException {
        running = false;
        if (working.tryLock(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                succeeds(removals::run);
            } finally {
                working.unlock();
            }
        }
    }

    private void schedule(Duration delay) {
        if (running && scheduled.compareAndSet(false, true)) {
            time.schedule(this::run, delay);
        }
    }

    private void run() {
        scheduled.set(false);
        boolean done = false;
        working.lock();
        try {
            // Runs both without short-circuiting: a failing relay must not delay removals, and vice versa.
            done = !running || succeeds(removals::run) & succeeds(this::relay);
        } finally {
            working.unlock();
            schedule(done ? interval : interval.multipliedBy(BACKOFF));
        }
    }

    private void relay() {
        boolean more = true;
        while (running && more) {
            more = relay.runBatch();
        }
    }

    private boolean succeeds(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException failure) {
            log.debug("The outbox relay failed", failure);
            listener.onOutboxFailure(failure);
            return false;
        }
    }
}

package io.github.cacheconsistency.internal.coalescing;

import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.redis.KeyReader;
import io.github.cacheconsistency.internal.redis.script.RedisRefusal;
import io.github.cacheconsistency.observation.FailureText;
import io.github.cacheconsistency.spi.TimeSource;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceExceptionConverter;

/**
 * Sends reads that several threads begin at the same moment as one {@code MGET}, on a separate connection. A single read is a
 * {@code GET}. Reads are sent one by one, as without this class, while that connection is not open, while the application
 * stops, and if Redis does not allow {@code MGET}. Thread-safe.
 */
public final class CoalescedKeyReader implements KeyReader, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CoalescedKeyReader.class);

    /** The lifecycle phase. It stops before the connection factory, which is in phase 0. */
    private static final int PHASE = 500;

    private final OwnConnection connection;
    private final KeyReader single;
    private final long timeout;
    private final AtomicBoolean mgetRefused = new AtomicBoolean();
    private volatile boolean running;
    private final LettuceExceptionConverter exceptions = new LettuceExceptionConverter();

    /**
     * @param connectionFactory a factory for a single Redis, whose client makes the connection; the caller closes it
     * @param single reads keys that cannot share a command
     */
    public CoalescedKeyReader(
            LettuceConnectionFactory connectionFactory, KeyReader single, TimeSource time, CacheTrust trust) {
        this.connection = new OwnConnection(connectionFactory, time, trust);
        this.single = single;
        this.timeout =
                connectionFactory.getClientConfiguration().getCommandTimeout().toNanos();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        GetQueue queue = connection.queue();
        if (queue == null) {
            byte[] value = single.get(key);
            // Redis has answered, so it will probably accept this connection, too.
            connection.connectInBackground();
            return value;
        }
        PendingGet get = new PendingGet(key);
        if (!queue.add(get)) {
            return single.get(key);
        }
        try {
            return get.get(timeout, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interruption) {
            get.giveUp();
            Thread.currentThread().interrupt();
            throw converted(new RedisCommandInterruptedException(interruption));
        } catch (TimeoutException elapsed) {
            get.giveUp();
            throw converted(elapsed);
        } catch (ExecutionException | CancellationException failure) {
            if (!isAnswer(failure.getCause())) {
                // The connection was closed or lost, and this read with it. Redis itself may be available.
                return single.get(key);
            }
            if (RedisRefusal.isForGood(failure)) {
                byte[] value = single.get(key);
                // Called only after GET has succeeded: the refusal may concern a key and not the command.
                forgoMget(failure);
                return value;
            }
            // A new exception for each reader, because the failure is shared.
            throw converted(failure);
        }
    }

    private void forgoMget(Exception refusal) {
        if (mgetRefused.compareAndSet(false, true)) {
            connection.close();
            log.warn("Redis does not allow MGET: lookups go one by one{}", FailureText.of(refusal));
        }
    }

    /** Sends a {@code GET}, which fails for a key of another type. {@code MGET} reports such a key as absent. */
    @Override
    public void requireString(byte[] key) {
        single.get(key);
    }

    /** Returns whether Redis answered with an error or did not answer in time. Other failures concern only the connection. */
    private static boolean isAnswer(@Nullable Throwable failure) {
        return failure instanceof RedisCommandExecutionException
                || failure instanceof RedisCommandTimeoutException
                || failure instanceof TimeoutException;
    }

    private DataAccessException converted(Exception failure) {
        DataAccessException converted = exceptions.convert(failure);
        return converted != null ? converted : new RedisSystemException("Redis failed a read", failure);
    }

    @Override
    public void start() {
        running = true;
        if (!mgetRefused.get()) {
            connection.open();
        }
    }

    @Override
    public void stop() {
        running = false;
        connection.close();
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

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
 * Reads that several threads send at the same moment go to Redis as one {@code MGET}, on a connection of their own; a read
 * alone is a {@code GET}. Thread-safe. Reads go one by one, as without this class, until that connection stands, while it is lost,
 * when the application stops, and where Redis does not allow {@code MGET}.
 */
public final class CoalescedKeyReader implements KeyReader, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CoalescedKeyReader.class);

    /** Stops before the connection factory, which is in phase 0. */
    private static final int PHASE = 500;

    private final OwnConnection connection;
    private final KeyReader single;
    private final long timeout;
    private final AtomicBoolean mgetRefused = new AtomicBoolean();
    private volatile boolean running;
    private final LettuceExceptionConverter exceptions = new LettuceExceptionConverter();

    /**
     * @param connectionFactory whose client connects, to one Redis; the caller keeps and closes it
     * @param single reads what cannot be read together with others
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
            // Redis answers, so it will let this connect as well.
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
                // The connection was closed or lost, and what was under way with it: that says nothing of Redis.
                return single.get(key);
            }
            if (RedisRefusal.isForGood(failure)) {
                byte[] value = single.get(key);
                // Not before GET has succeeded: what is forbidden may be a key.
                forgoMget(failure);
                return value;
            }
            // A new exception for each reader, around the failure that they share.
            throw converted(failure);
        }
    }

    private void forgoMget(Exception refusal) {
        if (mgetRefused.compareAndSet(false, true)) {
            connection.close();
            log.warn("Redis does not allow MGET: lookups go one by one{}", FailureText.of(refusal));
        }
    }

    /** An {@code MGET} says of a key of another type that it does not exist; a {@code GET} fails. */
    @Override
    public void requireString(byte[] key) {
        single.get(key);
    }

    /** Whether Redis said so, or nothing for too long; everything else happens to a connection. */
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

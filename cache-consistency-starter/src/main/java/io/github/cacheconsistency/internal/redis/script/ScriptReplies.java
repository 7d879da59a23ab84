package io.github.cacheconsistency.internal.redis.script;

import io.lettuce.core.RedisFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.data.redis.RedisSystemException;

/**
 * The pending replies of scripts and of the {@code WAIT}s after them.
 *
 * @param results of the scripts
 * @param acknowledged how many replicas have acknowledged the writes of each primary
 * @param replicas how many have to
 */
record ScriptReplies(List<RedisFuture<Long>> results, List<RedisFuture<Long>> acknowledged, int replicas) {

    /**
     * Waits for all replies.
     *
     * @param atMost maximum waiting time
     * @param intact returns whether all replies came on the connection on which the scripts were sent; called at the end
     * @return for each script whether it returned 1
     * @throws org.springframework.dao.DataAccessException if a reply is late or is an error, if the connection was lost, or if
     *     too few replicas have acknowledged the writes
     */
    List<Boolean> await(Duration atMost, BooleanSupplier intact) {
        awaitAll(atMost);
        long fewest =
                acknowledged.stream().mapToLong(ScriptReplies::arrived).min().orElse(replicas);
        if (!intact.getAsBoolean()) {
            throw new TransientDataAccessResourceException(
                    "The connection to Redis was lost before its replicas acknowledged an invalidation");
        }
        if (fewest < replicas) {
            throw new TransientDataAccessResourceException(
                    ("Expected %d Redis replicas to acknowledge an invalidation, but"
                                    + " %d did in time. Check the replicas, or change cache-consistency.redis.replicas-to-ack"
                                    + " or cache-consistency.redis.replica-timeout")
                            .formatted(replicas, fewest));
        }
        return results.stream().map(result -> arrived(result) == 1).toList();
    }

    private void awaitAll(Duration atMost) {
        try {
            CompletableFuture.allOf(Stream.concat(results.stream(), acknowledged.stream())
                            .map(CompletionStage::toCompletableFuture)
                            .toArray(CompletableFuture[]::new))
                    .get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException timeout) {
            throw new QueryTimeoutException("Redis did not answer within " + atMost.toMillis() + " ms", timeout);
        } catch (ExecutionException failure) {
            throw new RedisSystemException("Redis failed to take a write", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TransientDataAccessResourceException("Interrupted while waiting for Redis replicas", interrupted);
        }
    }

    private static long arrived(RedisFuture<Long> reply) {
        return reply.toCompletableFuture().join();
    }
}

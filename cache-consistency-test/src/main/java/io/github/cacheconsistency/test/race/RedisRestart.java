package io.github.cacheconsistency.test.race;

import io.lettuce.core.KillArgs;
import io.lettuce.core.api.async.RedisServerAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Simulates a restart or failover on a running Redis, apart from the keys: clients see a new replication id, and their
 * connections are closed. Its own commands must not be gated.
 */
final class RedisRestart {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final RedisConnectionFactory redis;

    RedisRestart(RedisConnectionFactory redis) {
        this.redis = redis;
    }

    /** Returns when this client is connected again. Connections of replicas and of subscribers stay open. */
    void perform() {
        changeIdentity();
        disconnectAll();
        awaitConnection();
    }

    /**
     * Makes the server a replica of an address that does not answer, and promotes it again: it keeps its keys and gets
     * a new replication id. Both happen in one transaction, so that no client sees a replica and no write is refused.
     */
    private void changeIdentity() {
        try (RedisConnection connection = redis.getConnection()) {
            connection.multi();
            connection.serverCommands().replicaOf("127.0.0.1", 1);
            connection.serverCommands().replicaOfNoOne();
            connection.exec();
        }
    }

    private void disconnectAll() {
        try (RedisConnection connection = redis.getConnection()) {
            // Redis replies before it closes the connection of the command itself.
            KillArgs everybody = KillArgs.Builder.typeNormal().skipme(false);
            if (connection.getNativeConnection() instanceof RedisServerAsyncCommands<?, ?> server) {
                await(server.clientKill(everybody));
            } else {
                connection.execute(
                        "CLIENT", bytes("KILL"), bytes("TYPE"), bytes("normal"), bytes("SKIPME"), bytes("no"));
            }
        }
    }

    private void awaitConnection() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (RedisConnection connection = redis.getConnection()) {
                connection.ping();
                return;
            } catch (RuntimeException notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static void await(CompletionStage<?> reply) {
        try {
            reply.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while clients of Redis were disconnected", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "Redis did not disconnect its clients (CLIENT KILL TYPE normal SKIPME no). Expected: a user that may send this command",
                    e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.github.cacheconsistency.internal.failover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.internal.outbox.Backlog;
import io.github.cacheconsistency.internal.redis.EmbeddedRedis;
import io.github.cacheconsistency.internal.redis.index.KeyIndexesAfterRestart;
import io.github.cacheconsistency.spi.TimeSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisKeyCommands;

/**
 * If several threads use a cache for the first time, one of them verifies its entries. The others wait, and no entry is
 * trusted before.
 */
@Timeout(60)
class FirstUseTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private static final byte[] OLD = "points::1".getBytes(UTF_8);

    private final CompletableFuture<Void> aboutToRemove = new CompletableFuture<>();
    private final CompletableFuture<Void> removingTwice = new CompletableFuture<>();
    private final CompletableFuture<Void> mayRemove = new CompletableFuture<>();
    private final WatchedWaits time = new WatchedWaits();
    private final CacheTrust trust = CacheTrust.none();
    private final FailoverWatch watch = new FailoverWatch(
            trust,
            new KeyspaceVerification(
                    gated(REDIS.connectionFactory()),
                    new KeyIndexesAfterRestart(REDIS.connectionFactory(), Integer.MAX_VALUE)),
            ConnectionWatch.NONE,
            name -> Set.of(name + "::*"),
            Backlog.NONE,
            time,
            Duration.ofHours(1),
            new CacheConsistencyListener() {});

    @BeforeEach
    void anUnverifiedEntry() {
        watch.start();
        assertThat(trust.isTrusted()).isTrue();
        execute(connection -> connection.stringCommands().set(OLD, "old".getBytes(UTF_8)));
    }

    @AfterEach
    void stop() {
        mayRemove.complete(null);
        watch.stop();
    }

    @Test
    void othersWaitUntilTheEntriesAreVerified() throws Exception {
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> watch.introduce("points"));
        aboutToRemove.get();
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> watch.introduce("points"));
        CompletableFuture.anyOf(time.waiting, second).get();

        assertThat(second).isNotDone();
        assertThat(trust.covers("points")).isFalse();

        mayRemove.complete(null);
        CompletableFuture.allOf(first, second).get();
        assertThat(trust.covers("points")).isTrue();
        assertThat(REDIS.calls("unlink")).isPositive();
        assertThat(exists()).isFalse();
    }

    @Test
    void whoWaitsInVainBelievesNothing() throws Exception {
        time.patience = Duration.ZERO;
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> watch.introduce("points"));
        aboutToRemove.get();

        watch.introduce("points");

        assertThat(trust.isTrusted()).isTrue();
        assertThat(trust.covers("points")).isFalse();
        mayRemove.complete(null);
        first.get();
        assertThat(trust.covers("points")).isTrue();
    }

    @Test
    void whatIsFilledAfterItsVerificationStays() throws Exception {
        mayRemove.complete(null);
        watch.introduce("points");
        execute(connection -> connection.stringCommands().set(OLD, "new".getBytes(UTF_8)));

        watch.introduce("points");

        assertThat(exists()).isTrue();
    }

    /** Regression test: a second removal of the same entries would remove what was filled after the first removal. */
    @Test
    void aCheckMeanwhileRemovesNothingOfItsOwn() throws Exception {
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> watch.introduce("points"));
        aboutToRemove.get();
        CompletableFuture<Void> check = CompletableFuture.runAsync(time.latestTask);
        CompletableFuture.anyOf(check, removingTwice).get();

        assertThat(removingTwice).isNotDone();
        mayRemove.complete(null);
        CompletableFuture.allOf(first, check).get();
        assertThat(trust.isTrusted()).isTrue();
    }

    @Test
    void theVerifyingThreadDoesNotWaitForItself() throws Exception {
        CompletableFuture<Void> nested = new CompletableFuture<>();
        FailoverWatch[] self = new FailoverWatch[1];
        self[0] = new FailoverWatch(
                trust,
                new KeyspaceVerification(
                        REDIS.connectionFactory(),
                        new KeyIndexesAfterRestart(REDIS.connectionFactory(), Integer.MAX_VALUE)),
                ConnectionWatch.NONE,
                name -> {
                    self[0].introduce(name);
                    nested.complete(null);
                    return Set.of(name + "::*");
                },
                Backlog.NONE,
                time,
                Duration.ofHours(1),
                new CacheConsistencyListener() {});
        self[0].start();

        self[0].introduce("others");

        assertThat(nested).isDone();
        assertThat(time.waiting).isNotDone();
        self[0].stop();
    }

    private boolean exists() {
        return Boolean.TRUE.equals(
                execute(connection -> connection.keyCommands().exists(OLD)));
    }

    private static <T> T execute(Function<RedisConnection, T> operation) {
        try (RedisConnection connection = REDIS.connectionFactory().getConnection()) {
            return operation.apply(connection);
        }
    }

    /** Returns a factory whose connections wait before they remove keys. */
    private RedisConnectionFactory gated(RedisConnectionFactory factory) {
        return proxy(
                RedisConnectionFactory.class,
                factory,
                "getConnection",
                connection -> proxy(
                        RedisConnection.class,
                        (RedisConnection) connection,
                        "keyCommands",
                        keys -> proxy(RedisKeyCommands.class, (RedisKeyCommands) keys, "unlink", count -> count)));
    }

    private <T> T proxy(Class<T> type, T target, String method, UnaryOperator<Object> result) {
        InvocationHandler handler = (proxy, called, arguments) -> {
            if (called.getName().equals("unlink")) {
                if (!aboutToRemove.complete(null)) {
                    removingTwice.complete(null);
                }
                mayRemove.join();
            }
            try {
                Object answer = called.invoke(target, arguments);
                return called.getName().equals(method) ? result.apply(answer) : answer;
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Records that a thread waits. */
    private static final class WatchedWaits implements TimeSource {

        final CompletableFuture<Void> waiting = new CompletableFuture<>();
        volatile Runnable latestTask = () -> {};
        volatile Duration patience = Duration.ofMinutes(1);

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public boolean await(CompletionStage<?> signal, Duration atMost) {
            waiting.complete(null);
            try {
                signal.toCompletableFuture().get(patience.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException elapsed) {
                return false;
            } catch (InterruptedException | ExecutionException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void schedule(Runnable task, Duration delay) {
            latestTask = task;
        }
    }
}

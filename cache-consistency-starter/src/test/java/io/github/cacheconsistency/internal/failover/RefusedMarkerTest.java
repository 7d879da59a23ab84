package io.github.cacheconsistency.internal.failover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.internal.outbox.Backlog;
import io.github.cacheconsistency.internal.read.VirtualTime;
import io.github.cacheconsistency.internal.redis.EmbeddedRedis;
import io.github.cacheconsistency.internal.redis.index.KeyIndexesAfterRestart;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.data.redis.connection.RedisConnection;

/** A Redis that refuses the marker, or the removal of old keys. */
class RefusedMarkerTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final CacheTrust trust = CacheTrust.none();
    private final VirtualTime time = new VirtualTime();
    private final FailoverWatch watch = new FailoverWatch(
            trust,
            new KeyspaceVerification(
                    REDIS.connectionFactory(),
                    new KeyIndexesAfterRestart(REDIS.connectionFactory(), Integer.MAX_VALUE)),
            ConnectionWatch.NONE,
            name -> Set.of(name + "::*"),
            Backlog.NONE,
            time,
            INTERVAL,
            new CacheConsistencyListener() {});

    @BeforeEach
    void oneCacheIsTrusted() {
        watch.introduce("old");
        watch.start();
        assertThat(trust.isTrusted()).isTrue();
        assertThat(trust.covers("old")).isTrue();
    }

    @AfterEach
    void writesAreTaken() {
        watch.stop();
        configure("maxmemory", "0");
        configure("min-replicas-to-write", "0");
    }

    @Test
    void anotherCacheOfAFullRedisTakesNothingAway() {
        set("new::1");
        configure("maxmemory", "1");

        watch.introduce("new");
        time.advance(INTERVAL.multipliedBy(3));

        assertThat(trust.isTrusted()).isTrue();
        assertThat(trust.covers("old")).isTrue();
        // Its old keys were removed, and this node remembers that.
        assertThat(trust.covers("new")).isTrue();
        assertThat(exists("new::1")).isFalse();
    }

    @Test
    void whatIsVerifiedOnceIsNotRemovedAgainForLackOfAMarker() {
        configure("maxmemory", "1");
        watch.introduce("new");
        configure("maxmemory", "0");
        set("new::1");
        configure("maxmemory", "1");

        time.advance(INTERVAL);

        assertThat(exists("new::1")).isTrue();
        assertThat(trust.covers("new")).isTrue();
    }

    @Test
    void onlyACacheWhoseOldKeysCannotBeRemovedIsNotBelieved() {
        set("new::1");
        configure("min-replicas-to-write", "1");

        watch.introduce("new");
        time.advance(INTERVAL);

        assertThat(trust.isTrusted()).isTrue();
        assertThat(trust.covers("old")).isTrue();
        assertThat(trust.covers("new")).isFalse();

        configure("min-replicas-to-write", "0");
        time.advance(INTERVAL);

        assertThat(exists("new::1")).isFalse();
        assertThat(trust.covers("new")).isTrue();
    }

    @Test
    void aCacheWithoutKeysIsBelievedThoughRedisTakesNoWrites() {
        configure("min-replicas-to-write", "1");

        watch.introduce("new");

        assertThat(trust.isTrusted()).isTrue();
        assertThat(trust.covers("new")).isTrue();
    }

    private static void set(String key) {
        try (RedisConnection connection = REDIS.connectionFactory().getConnection()) {
            connection.stringCommands().set(key.getBytes(UTF_8), "unverified".getBytes(UTF_8));
        }
    }

    private static boolean exists(String key) {
        try (RedisConnection connection = REDIS.connectionFactory().getConnection()) {
            return Boolean.TRUE.equals(connection.keyCommands().exists(key.getBytes(UTF_8)));
        }
    }

    private static void configure(String name, String value) {
        try (RedisConnection connection = REDIS.connectionFactory().getConnection()) {
            connection.serverCommands().setConfig(name, value);
        }
    }
}

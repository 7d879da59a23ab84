package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.RedisFailurePolicy;
import io.github.cacheconsistency.internal.load.LoadLimiter.WhenFull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

class CacheConsistencyPropertiesTests {

    /** Turns the outbox on, so that its values are validated. */
    private static final String OUTBOX = "cache-consistency.outbox.enabled=true";

    @Test
    void defaultsNeedNoConfiguration() {
        CacheConsistencyProperties properties = PropertiesFixture.bind();
        assertThat(properties.enabled()).isTrue();
        assertThat(properties.strategy()).isEqualTo("lease");
        assertThat(properties.timeToLive()).isNull();
        assertThat(properties.nullTimeToLive()).hasSeconds(60);
        assertThat(properties.timeToLiveJitter()).isZero();
        assertThat(properties.lease())
                .isEqualTo(new CacheConsistencyProperties.Lease(
                        Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ofSeconds(30)));
        assertThat(properties.doubleDelete().delay()).hasMillis(500);
        assertThat(properties.versionProperty()).isNull();
        assertThat(properties.replicaLag()).isZero();
        assertThat(properties.onRedisFailure()).isEqualTo(RedisFailurePolicy.FAIL_WRITE);
        assertThat(properties.outbox())
                .isEqualTo(new CacheConsistencyProperties.Outbox(
                        false,
                        DatabaseInitializationMode.EMBEDDED,
                        "cache_consistency_outbox",
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        500,
                        10_000));
        assertThat(properties.failoverWatch())
                .isEqualTo(new CacheConsistencyProperties.FailoverWatch(true, Duration.ofSeconds(1)));
        assertThat(properties.redis().replicasToAck()).isZero();
        assertThat(properties.redis().replicaTimeout()).hasMillis(500);
        assertThat(properties.redis().scanLimit()).isEqualTo(10_000);
        assertThat(properties.load())
                .isEqualTo(new CacheConsistencyProperties.Load(8, Duration.ofSeconds(1), WhenFull.PROCEED));
        assertThat(properties.redis().commandTimeout()).hasSeconds(2);
        assertThat(properties.redis().circuitBreaker())
                .isEqualTo(new CacheConsistencyProperties.CircuitBreaker(
                        true, 50, Duration.ofMillis(250), 80, 20, 10, Duration.ofSeconds(1)));
        assertThat(properties.invalidationRetry())
                .isEqualTo(new CacheConsistencyProperties.InvalidationRetry(Duration.ofMillis(100), 10_000));
        assertThat(properties.transactionManager()).isNull();
        assertThat(properties.redis().connectionFactory()).isNull();
        assertThat(properties.unguardedCacheManagers()).isEmpty();
        assertThat(properties.caches()).isEmpty();
    }

    @Test
    void everyGlobalPropertyBinds() {
        CacheConsistencyProperties properties = PropertiesFixture.bind(
                "cache-consistency.enabled=false",
                "cache-consistency.strategy=cache-aside",
                "cache-consistency.time-to-live=5m",
                "cache-consistency.null-time-to-live=1500",
                "cache-consistency.time-to-live-jitter=0.25",
                "cache-consistency.lease.time=4s",
                "cache-consistency.lease.longest=20s",
                "cache-consistency.lease.wait=0",
                "cache-consistency.double-delete.delay=1s",
                "cache-consistency.version-property=revision",
                "cache-consistency.replica-lag=750ms",
                "cache-consistency.on-redis-failure=degrade",
                "cache-consistency.outbox.enabled=true",
                "cache-consistency.outbox.initialize-schema=always",
                "cache-consistency.outbox.table=invalidations",
                "cache-consistency.outbox.interval=20ms",
                "cache-consistency.outbox.minimum-age=0",
                "cache-consistency.outbox.batch-size=7",
                "cache-consistency.outbox.max-waiting-removals=9",
                "cache-consistency.failover-watch.enabled=false",
                "cache-consistency.failover-watch.interval=30ms",
                "cache-consistency.redis.replicas-to-ack=2",
                "cache-consistency.redis.replica-timeout=40ms",
                "cache-consistency.redis.scan-limit=0",
                "cache-consistency.redis.coalescing.enabled=false",
                "cache-consistency.load.max-concurrent=4",
                "cache-consistency.load.max-wait=0",
                "cache-consistency.load.when-full=fail",
                "cache-consistency.redis.command-timeout=300ms",
                "cache-consistency.redis.circuit-breaker.enabled=false",
                "cache-consistency.redis.circuit-breaker.failure-rate-threshold=12.5",
                "cache-consistency.redis.circuit-breaker.slow-call-duration=20ms",
                "cache-consistency.redis.circuit-breaker.slow-call-rate-threshold=100",
                "cache-consistency.redis.circuit-breaker.sliding-window-size=6",
                "cache-consistency.redis.circuit-breaker.minimum-number-of-calls=5",
                "cache-consistency.redis.circuit-breaker.open-duration=7s",
                "cache-consistency.invalidation-retry.interval=50ms",
                "cache-consistency.invalidation-retry.max-keys=3",
                "cache-consistency.redis.connection-factory=caching",
                "cache-consistency.unguarded-cache-managers=daily, hourly",
                "cache-consistency.transaction-manager=orders");
        assertThat(properties)
                .isEqualTo(new CacheConsistencyProperties(
                        false,
                        "cache-aside",
                        Duration.ofMinutes(5),
                        Duration.ofMillis(1500),
                        0.25,
                        new CacheConsistencyProperties.Lease(
                                Duration.ofSeconds(4), Duration.ofSeconds(20), Duration.ZERO),
                        new CacheConsistencyProperties.DoubleDelete(Duration.ofSeconds(1)),
                        "revision",
                        Duration.ofMillis(750),
                        RedisFailurePolicy.DEGRADE,
                        new CacheConsistencyProperties.Load(4, Duration.ZERO, WhenFull.FAIL),
                        new CacheConsistencyProperties.Redis(
                                "caching",
                                Duration.ofMillis(300),
                                2,
                                Duration.ofMillis(40),
                                0,
                                new CacheConsistencyProperties.Coalescing(false),
                                new CacheConsistencyProperties.CircuitBreaker(
                                        false, 12.5f, Duration.ofMillis(20), 100, 6, 5, Duration.ofSeconds(7))),
                        new CacheConsistencyProperties.InvalidationRetry(Duration.ofMillis(50), 3),
                        new CacheConsistencyProperties.Outbox(
                                true,
                                DatabaseInitializationMode.ALWAYS,
                                "invalidations",
                                Duration.ofMillis(20),
                                Duration.ZERO,
                                7,
                                9),
                        new CacheConsistencyProperties.FailoverWatch(false, Duration.ofMillis(30)),
                        "orders",
                        List.of("daily", "hourly"),
                        Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time-to-live=0",
                "time-to-live=-1s",
                "time-to-live=999999d",
                "time-to-live=-99999999999d",
                "null-time-to-live=0",
                "null-time-to-live=100us",
                "time-to-live-jitter=-0.1",
                "time-to-live-jitter=1.1",
                "time-to-live-jitter=NaN",
                "lease.time=0",
                "lease.longest=0",
                "lease.wait=-1",
                "double-delete.delay=0",
                "replica-lag=-1",
                "outbox.interval=0",
                "outbox.minimum-age=-1",
                "outbox.batch-size=0",
                "outbox.max-waiting-removals=0",
                "failover-watch.interval=0",
                "redis.replicas-to-ack=-1",
                "redis.scan-limit=-1",
                "caches.points.replica-lag=-1",
                "load.max-concurrent=0",
                "load.max-wait=-5s",
                "redis.command-timeout=0",
                "redis.circuit-breaker.failure-rate-threshold=0",
                "redis.circuit-breaker.failure-rate-threshold=101",
                "redis.circuit-breaker.failure-rate-threshold=NaN",
                "redis.circuit-breaker.slow-call-duration=0",
                "redis.circuit-breaker.slow-call-rate-threshold=0",
                "redis.circuit-breaker.slow-call-rate-threshold=100.5",
                "redis.circuit-breaker.sliding-window-size=0",
                "redis.circuit-breaker.minimum-number-of-calls=0",
                "redis.circuit-breaker.minimum-number-of-calls=21",
                "redis.circuit-breaker.open-duration=0",
                "invalidation-retry.interval=0",
                "invalidation-retry.max-keys=0",
                "caches.points.time-to-live=0",
                "caches.points.null-time-to-live=0",
                "caches.points.time-to-live-jitter=2",
                "caches.points.lease.time=0",
                "caches.points.lease.longest=0",
                "caches.points.lease.wait=-1",
                "caches.points.double-delete.delay=0",
                "caches[user.points].lease.time=0"
            })
    void impossibleValuesAreRejectedByName(String pair) {
        String property = "cache-consistency." + pair.substring(0, pair.indexOf('='));
        InvalidStrategyConfigurationException failure = rejection("cache-consistency." + pair, OUTBOX);
        assertThat(failure).hasMessageStartingWith(property + " must be ").hasMessageContaining("but it is ");
        assertThat(failure.action()).contains(property);
    }

    @Test
    void aReplicaTimeoutIsNeededForReplicas() {
        assertThat(rejection("cache-consistency.redis.replica-timeout=0", "cache-consistency.redis.replicas-to-ack=1"))
                .hasMessageStartingWith("cache-consistency.redis.replica-timeout must be ");
    }

    /** Each value would be rejected if its feature were on. */
    @ParameterizedTest
    @CsvSource({
        "enabled=false, lease.time=0",
        "enabled=false, redis.circuit-breaker.sliding-window-size=0",
        "enabled=false, caches.points.time-to-live=0",
        "enabled=false, on-redis-failure=degrade",
        "caches.points.enabled=false, caches.points.time-to-live=0",
        "caches.points.enabled=false, caches.points.lease.time=0",
        "caches.points.enabled=false, caches.points.on-redis-failure=degrade",
        "caches[user.points].enabled=false, caches[user.points].time-to-live-jitter=7",
        "outbox.enabled=false, outbox.table=no table",
        "outbox.enabled=false, outbox.batch-size=0",
        "failover-watch.enabled=false, failover-watch.interval=0",
        "redis.circuit-breaker.enabled=false, redis.circuit-breaker.failure-rate-threshold=0",
        "redis.replicas-to-ack=0, redis.replica-timeout=0"
    })
    void valuesOfWhatIsTurnedOffAreNotLookedAt(String off, String wrong) {
        assertThatCode(() -> PropertiesFixture.bind("cache-consistency." + off, "cache-consistency." + wrong))
                .doesNotThrowAnyException();
    }

    @Test
    void aRejectionSaysWhatWasExpectedAndFoundAndWhatToDo() {
        InvalidStrategyConfigurationException failure = rejection("cache-consistency.lease.time=-1s");
        assertThat(failure)
                .hasMessage("cache-consistency.lease.time must be a duration from 1ms to 36500d, but it is -1000ms.");
        assertThat(failure.action())
                .isEqualTo(
                        "Set cache-consistency.lease.time to a duration such as 500ms or 10s, or remove it for the default.");
    }

    @Test
    void everythingWrongIsReportedAtOnce() {
        InvalidStrategyConfigurationException failure = rejection(
                "cache-consistency.lease.time=0",
                "cache-consistency.time-to-live-jitter=7",
                "cache-consistency.caches.points.lease.wait=-1");
        assertThat(failure.getMessage()).hasLineCount(3);
        assertThat(failure.action()).hasLineCount(3);
    }

    @Test
    void aWaitBeyondTheLeaseTimeIsAllowed() {
        CacheConsistencyProperties properties =
                PropertiesFixture.bind("cache-consistency.lease.time=1s", "cache-consistency.lease.wait=5s");
        assertThat(properties.lease().waitTime()).hasSeconds(5);
    }

    @Test
    void cachesCannotBeChangedLater() {
        Map<String, CacheConsistencyProperties.Cache> caches = PropertiesFixture.bind(
                        "cache-consistency.caches.points.enabled=false")
                .caches();
        assertThat(caches).containsOnlyKeys("points");
        assertThatThrownBy(caches::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    private static InvalidStrategyConfigurationException rejection(String... pairs) {
        Throwable[] found = new Throwable[1];
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> PropertiesFixture.bind(pairs))
                .havingRootCause()
                .satisfies(cause -> found[0] = cause);
        assertThat(found[0]).isInstanceOf(InvalidStrategyConfigurationException.class);
        return (InvalidStrategyConfigurationException) found[0];
    }
}

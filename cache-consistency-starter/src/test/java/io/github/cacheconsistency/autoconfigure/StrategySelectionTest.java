package io.github.cacheconsistency.autoconfigure;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.internal.cache.CacheRegistry;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.ConsistencyStrategyProvider;
import io.github.cacheconsistency.spi.StrategyContext;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Which strategy guards which cache, and the error if none can. */
class StrategySelectionTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @Test
    void choosesLeaseByDefault() {
        runner.run(context -> assertThat(strategy(context, "points").name()).isEqualTo("lease"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ROW_LOCK_LEASE") // needs a database
    void choosesBuiltInStrategiesByProperty(BuiltInStrategy builtIn) {
        runner.withPropertyValues(
                        "cache-consistency.strategy=" + builtIn.strategyName(),
                        "cache-consistency.version-property=version")
                .run(context -> assertThat(strategy(context, "points").name()).isEqualTo(builtIn.strategyName()));
    }

    @Test
    void failsWhenRowLockLeaseHasNoDatabaseToAsk() {
        runner.withPropertyValues(
                        "cache-consistency.caches.points.strategy=row-lock-lease",
                        "cache-consistency.caches.points.row=user_points.user_id")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidStrategyConfigurationException.class)
                        .hasMessageContaining("needs a DataSource"));
    }

    @Test
    void choosesPerCache() {
        runner.withPropertyValues("cache-consistency.caches.points.strategy=cache-aside")
                .run(context -> {
                    assertThat(strategy(context, "points").name()).isEqualTo("cache-aside");
                    assertThat(strategy(context, "orders").name()).isEqualTo("lease");
                });
    }

    @Test
    void failsWhenStrategyUnknown() {
        runner.withPropertyValues("cache-consistency.strategy=leese").run(context -> {
            FailureAnalysis report = Contexts.report(context);
            assertThat(report.getDescription())
                    .contains("cache-consistency.strategy must be the name of a strategy", "'leese'");
            assertThat(report.getAction()).contains("Did you mean 'lease'?");
        });
    }

    @Test
    void failsWhenStrategyOfOneCacheUnknown() {
        runner.withPropertyValues("cache-consistency.caches.points.strategy=write-behind")
                .run(context -> assertThat(Contexts.report(context).getDescription())
                        .contains("cache-consistency.caches.points.strategy must be", "'write-behind'"));
    }

    @Test
    void failsWhenVersionedWriteHasNoVersionProperty() {
        runner.withPropertyValues("cache-consistency.caches[user.points].strategy=versioned-write")
                .run(context -> {
                    FailureAnalysis report = Contexts.report(context);
                    assertThat(report.getDescription()).contains("'versioned-write'", "'user.points'");
                    assertThat(report.getAction())
                            .contains("cache-consistency.caches[user.points].version-property", "'lease'");
                });
    }

    @Test
    void failsWhenVersionedWriteOfAllCachesHasNoVersionProperty() {
        runner.withPropertyValues("cache-consistency.strategy=versioned-write").run(context -> {
            FailureAnalysis report = Contexts.report(context);
            assertThat(report.getDescription()).contains("all caches without settings of their own");
            assertThat(report.getAction()).startsWith("Set cache-consistency.version-property to");
        });
    }

    @Test
    void failsWhenAUsersStrategyComparesVersionsThatNobodyNames() {
        runner.withBean(
                        ConsistencyStrategyProvider.class,
                        () -> provider("mine", BuiltInStrategy.VERSIONED_WRITE::create))
                .withPropertyValues("cache-consistency.caches.points.strategy=mine")
                .run(context -> assertThat(Contexts.report(context).getDescription())
                        .contains("needs the version of cached values"));
    }

    @Test
    void failsWhenACacheHasAReplicaLagThatItsStrategyWouldIgnore() {
        runner.withPropertyValues(
                        "cache-consistency.caches.points.strategy=cache-aside",
                        "cache-consistency.caches.points.replica-lag=500ms")
                .run(context -> {
                    FailureAnalysis report = Contexts.report(context);
                    assertThat(report.getDescription())
                            .contains("cache-consistency.caches.points.replica-lag", "'cache-aside'");
                    assertThat(report.getAction()).contains("'lease'");
                });
    }

    @Test
    void aReplicaLagOfAllCachesDoesNotStopThoseThatIgnoreIt() {
        runner.withPropertyValues(
                        "cache-consistency.caches.points.strategy=delayed-double-delete",
                        "cache-consistency.replica-lag=500ms")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    CacheRegistry caches = context.getBean(CacheRegistry.class);
                    assertThat(caches.get("points").tombstoneTime()).isZero();
                    assertThat(caches.get("orders").tombstoneTime()).hasMillis(500);
                });
    }

    @Test
    void failsWhenReplicasOfListedNodesAreToAcknowledge() {
        runner.withPropertyValues(
                        "cache-consistency.redis.replicas-to-ack=1",
                        "spring.data.redis.masterreplica.nodes=127.0.0.1:6379,127.0.0.1:6380")
                .run(context -> assertThat(Contexts.report(context).getDescription())
                        .contains("cache-consistency.redis.replicas-to-ack", "masterreplica"));
    }

    @Test
    void asksADisabledCacheForNothing() {
        runner.withPropertyValues(
                        "cache-consistency.caches.points.enabled=false",
                        "cache-consistency.caches.points.strategy=versioned-write")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aBeanAddsAStrategy() {
        runner.withBean(ConsistencyStrategyProvider.class, () -> provider("mine", BuiltInStrategy.CACHE_ASIDE::create))
                .withPropertyValues("cache-consistency.caches.points.strategy=mine")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(strategy(context, "points").guarantees()).isEmpty();
                });
    }

    @Test
    void aBeanReplacesABuiltInStrategy() {
        InMemoryCacheStore store = new InMemoryCacheStore();
        runner.withBean(CacheStore.class, () -> store)
                .withBean(
                        ConsistencyStrategyProvider.class, () -> provider("lease", BuiltInStrategy.CACHE_ASIDE::create))
                .run(context -> {
                    strategy(context, "points").prepareLoad(key("1"));
                    assertThat(store.calls()).as("no lease is taken").isEmpty();
                });
    }

    @Test
    void failsWhenTwoBeansProvideTheSameStrategy() {
        runner.withBean("one", ConsistencyStrategyProvider.class, () -> provider("mine", BuiltInStrategy.LEASE::create))
                .withBean(
                        "two", ConsistencyStrategyProvider.class, () -> provider("mine", BuiltInStrategy.LEASE::create))
                .run(context ->
                        assertThat(Contexts.report(context).getDescription()).contains("'mine' belongs to 2"));
    }

    private static ConsistencyStrategy strategy(ApplicationContext context, String cacheName) {
        return context.getBean(ConsistentCaches.class).strategy(cacheName);
    }

    private static ConsistencyStrategyProvider provider(
            String name, Function<StrategyContext, ConsistencyStrategy> constructor) {
        return new ConsistencyStrategyProvider() {

            @Override
            public String strategyName() {
                return name;
            }

            @Override
            public ConsistencyStrategy create(StrategyContext context) {
                return constructor.apply(context);
            }
        };
    }
}

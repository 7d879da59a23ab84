package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ReadFrom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads that Lettuce sends to Redis replicas. */
class ReplicaReadsTest {

    @ParameterizedTest
    @ValueSource(strings = {"lease", "versioned-write"})
    void areRefusedByStrategiesThatPromiseFreshReads(String strategy) {
        Contexts.runner()
                .withUserConfiguration(FromReplicas.class)
                .withPropertyValues(
                        "cache-consistency.strategy=" + strategy, "cache-consistency.version-property=version")
                .run(context -> assertThat(Contexts.report(context)).satisfies(report -> {
                    assertThat(report.getDescription()).contains(strategy, "replicas", "ReadFromReplicaPreferred");
                    assertThat(report.getAction()).contains("myCustomizer", "readFrom", "read-from");
                    assertThat(report.getAction()).doesNotContain("cacheConsistencyCommandTimeout");
                }));
    }

    @Test
    void areRefusedForASingleCacheByItsName() {
        Contexts.runner()
                .withUserConfiguration(FromReplicas.class)
                .withPropertyValues(
                        "cache-consistency.strategy=cache-aside", "cache-consistency.caches.points.strategy=lease")
                .run(context ->
                        assertThat(Contexts.report(context).getDescription()).contains("'points'", "'lease'"));
    }

    @Test
    void areRefusedWhenTheyComeFromAProperty() {
        Contexts.runner()
                .withPropertyValues("spring.data.redis.lettuce.read-from=any")
                .run(context -> assertThat(Contexts.report(context).getAction())
                        .contains("spring.data.redis.lettuce.read-from"));
    }

    @Test
    void areNoConcernOfStrategiesThatPromiseNothing() {
        Contexts.runner()
                .withUserConfiguration(FromReplicas.class)
                .withPropertyValues("cache-consistency.strategy=cache-aside")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"upstream", "master"})
    void thePrimaryIsFine(String readFrom) {
        Contexts.runner()
                .withPropertyValues("spring.data.redis.lettuce.read-from=" + readFrom)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Configuration(proxyBeanMethods = false)
    static class FromReplicas {

        @Bean
        LettuceClientConfigurationBuilderCustomizer myCustomizer() {
            return builder -> builder.readFrom(ReadFrom.REPLICA_PREFERRED);
        }
    }
}

package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class UnknownCachePropertiesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache-consistency.caches.user.points.strategy",
                "cache-consistency.caches.points.stragety",
                "cache-consistency.caches.points.lease",
                "cache-consistency.caches.points.lease.times",
                "cache-consistency.caches.points.load.max-wait"
            })
    void rejectsWhatNoCacheHas(String property) {
        assertThatExceptionOfType(InvalidStrategyConfigurationException.class)
                .isThrownBy(() -> properties(property).rejectAny())
                .withMessageContaining("found: " + property + ".")
                .satisfies(failure ->
                        assertThat(failure.action()).contains("cache-consistency.caches[user.points].strategy=lease"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache-consistency.caches.points.enabled",
                "cache-consistency.caches.points.strategy",
                "cache-consistency.caches.points.time-to-live",
                "cache-consistency.caches.points.timeToLive",
                "cache-consistency.caches.points.null-time-to-live",
                "cache-consistency.caches.points.time-to-live-jitter",
                "cache-consistency.caches.points.lease.time",
                "cache-consistency.caches.points.lease.longest",
                "cache-consistency.caches.points.lease.wait",
                "cache-consistency.caches.points.double-delete.delay",
                "cache-consistency.caches.points.version-property",
                "cache-consistency.caches[user.points].lease.time",
                "cache-consistency.caches[strategy].strategy",
                "cache-consistency.caches",
                "cache-consistency.anything.else",
                "other.caches.points.stragety"
            })
    void acceptsWhatCachesHave(String property) {
        assertThatCode(() -> properties(property).rejectAny()).doesNotThrowAnyException();
    }

    @Test
    void ignoresEnvironmentVariablesAndSystemProperties() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace("systemProperties", source("systemProperties", "cache-consistency.caches.points.x"));
        assertThatCode(() -> new UnknownCacheProperties(environment, name -> false).rejectAny())
                .doesNotThrowAnyException();
    }

    private static UnknownCacheProperties properties(String property) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(source("test", property));
        return new UnknownCacheProperties(environment, name -> false);
    }

    private static MapPropertySource source(String name, String property) {
        return new MapPropertySource(name, Map.of(property, "any"));
    }
}

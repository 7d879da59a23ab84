package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.RedisFailurePolicy;
import io.github.cacheconsistency.spi.CacheSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

class CacheSettingsResolverTests {

    @Test
    void globalPropertiesApplyToCachesWithoutTheirOwn() {
        CacheSettings settings = resolver().settingsFor("points");
        assertThat(settings)
                .isEqualTo(new CacheSettings(
                        true,
                        "lease",
                        null,
                        Duration.ofSeconds(60),
                        0,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        Duration.ofMillis(500),
                        null,
                        Duration.ZERO,
                        RedisFailurePolicy.FAIL_WRITE,
                        null));
    }

    @Test
    void everyPropertyOfACacheWins() {
        CacheSettingsResolver resolver = resolver(
                "cache-consistency.outbox.enabled=true",
                "cache-consistency.time-to-live=10m",
                "cache-consistency.version-property=version",
                "cache-consistency.caches.points.enabled=false",
                "cache-consistency.caches.points.strategy=versioned-write",
                "cache-consistency.caches.points.time-to-live=2m",
                "cache-consistency.caches.points.null-time-to-live=30s",
                "cache-consistency.caches.points.time-to-live-jitter=0.5",
                "cache-consistency.caches.points.lease.time=4s",
                "cache-consistency.caches.points.lease.longest=20s",
                "cache-consistency.caches.points.lease.wait=2s",
                "cache-consistency.caches.points.double-delete.delay=3s",
                "cache-consistency.caches.points.version-property=revision",
                "cache-consistency.caches.points.replica-lag=250ms",
                "cache-consistency.caches.points.on-redis-failure=degrade",
                "cache-consistency.caches.points.row=user_points.user_id");
        assertThat(resolver.settingsFor("points"))
                .isEqualTo(new CacheSettings(
                        false,
                        "versioned-write",
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(30),
                        0.5,
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        "revision",
                        Duration.ofMillis(250),
                        RedisFailurePolicy.DEGRADE,
                        "user_points.user_id"));
        assertThat(resolver.settingsFor("orders").enabled()).isTrue();
        assertThat(resolver.settingsFor("orders").timeToLive()).hasMinutes(10);
        assertThat(resolver.settingsFor("orders").versionProperty()).isEqualTo("version");
        assertThat(resolver.configuredCacheNames()).containsExactly("points");
    }

    @Test
    void onePropertyOfACacheLeavesTheOthersGlobal() {
        CacheSettings settings = resolver(
                        "cache-consistency.lease.time=7s",
                        "cache-consistency.strategy=cache-aside",
                        "cache-consistency.caches.points.lease.wait=2s")
                .settingsFor("points");
        assertThat(settings.leaseTime()).hasSeconds(7);
        assertThat(settings.leaseWait()).hasSeconds(2);
        assertThat(settings.strategy()).isEqualTo("cache-aside");
    }

    @Test
    void nullsNeverOutliveValues() {
        CacheSettingsResolver resolver =
                resolver("cache-consistency.time-to-live=10s", "cache-consistency.caches.points.time-to-live=90s");
        assertThat(resolver.settingsFor("orders").nullTimeToLive()).hasSeconds(10);
        assertThat(resolver.settingsFor("points").nullTimeToLive()).hasSeconds(60);
    }

    @Test
    void aLibraryThatIsSwitchedOffGuardsNoCache() {
        assertThat(resolver("cache-consistency.enabled=false", "cache-consistency.caches.points.enabled=true")
                        .settingsFor("points")
                        .enabled())
                .isFalse();
    }

    @Test
    void anEmptyVersionPropertyMeansNone() {
        CacheSettingsResolver resolver = resolver(
                "cache-consistency.version-property=version", "cache-consistency.caches.points.version-property=");
        assertThat(resolver.settingsFor("points").versionProperty()).isNull();
        assertThat(resolver("cache-consistency.version-property=")
                        .settingsFor("points")
                        .versionProperty())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "[user.points], user.points",
        "[user:points/v2], user:points/v2",
        "[User_Points], User_Points",
        "[Größen], Größen",
        "user-points, user-points",
        "userPoints, userPoints",
        "user_points, user_points"
    })
    void everyNameOfACacheCanBeConfigured(String written, String cacheName) {
        assertThat(resolver("cache-consistency.caches" + (written.startsWith("[") ? "" : ".") + written + ".strategy=x")
                        .settingsFor(cacheName)
                        .strategy())
                .isEqualTo("x");
    }

    @Test
    void anExactNameWinsOverOneWithDroppedCharacters() {
        CacheSettingsResolver resolver = resolver(
                "cache-consistency.caches[user_points].strategy=exact",
                "cache-consistency.caches.userpoints.strategy=dropped");
        assertThat(resolver.settingsFor("user_points").strategy()).isEqualTo("exact");
        assertThat(resolver.settingsFor("userpoints").strategy()).isEqualTo("dropped");
    }

    @Test
    void environmentVariablesReachNamesWithDashesAndCapitals() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment", Map.of("CACHECONSISTENCY_CACHES_USERPOINTS_STRATEGY", "x")));
        CacheSettingsResolver resolver =
                new CacheSettingsResolver(new Binder(ConfigurationPropertySources.get(environment))
                        .bindOrCreate(CacheConsistencyProperties.PREFIX, CacheConsistencyProperties.class));
        assertThat(resolver.settingsFor("userPoints").strategy()).isEqualTo("x");
        assertThat(resolver.settingsFor("user-points").strategy()).isEqualTo("x");
        assertThat(resolver.settingsFor("points").strategy()).isEqualTo("lease");
    }

    @Test
    void yamlNamesStandInQuotedBrackets() throws Exception {
        String yaml = "cache-consistency:\n  caches:\n    \"[user.points]\":\n      strategy: x\n";
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("yaml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                .forEach(environment.getPropertySources()::addFirst);
        CacheConsistencyProperties properties = Binder.get(environment)
                .bindOrCreate(CacheConsistencyProperties.PREFIX, CacheConsistencyProperties.class);
        assertThat(new CacheSettingsResolver(properties)
                        .settingsFor("user.points")
                        .strategy())
                .isEqualTo("x");
    }

    @Test
    void namesThePropertyThatAStrategyComesFrom() {
        CacheSettingsResolver resolver = resolver(
                "cache-consistency.caches[user.points].strategy=x", "cache-consistency.caches.orders.lease.time=1s");
        assertThat(resolver.strategyProperty("user.points"))
                .isEqualTo("cache-consistency.caches[user.points].strategy");
        assertThat(resolver.strategyProperty("orders")).isEqualTo("cache-consistency.strategy");
        assertThat(resolver.strategyProperty("others")).isEqualTo("cache-consistency.strategy");
    }

    private static CacheSettingsResolver resolver(String... pairs) {
        return new CacheSettingsResolver(PropertiesFixture.bind(pairs));
    }
}

package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.test.server.EmbeddedRedis;
import io.github.cacheconsistency.test.server.RedisSnapshot;
import io.github.cacheconsistency.test.server.TestServers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Whoever builds the cache manager, and whatever prefix and serializers its caches have: all of the guard holds. */
@IntegrationTest
class GuardedCacheManagersTest {

    private static final AtomicReference<String> TENANT = new AtomicReference<>("a");

    private final TestServers servers;
    private final Items items;
    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private @Nullable ConfigurableApplicationContext node;

    @Autowired
    GuardedCacheManagersTest(TestServers servers, Items items) {
        this.servers = servers;
        this.items = items;
    }

    @AfterEach
    void close() {
        if (node != null) {
            node.close();
        }
        redis.close();
    }

    @ParameterizedTest
    @EnumSource
    void readsWritesClearsAndRestarts(CacheManagerKind kind) {
        start(kind.configuration());
        for (CacheVariant variant : CacheVariant.all()) {
            readsHit(variant);
            writesKeepTheirVersion(variant);
            corruptBytesAreAMiss(variant);
            clearRemovesAllOfTheCacheAndNoOthers(variant);
        }
        whatARestartBringsBackIsRemoved();
    }

    private void readsHit(CacheVariant variant) {
        long id = cached(variant, "pen");
        node().getBean(Items.class).forgetLoads();
        events().forget();

        assertThat(find(variant, id)).as("%s", variant).isEqualTo(items.row(id));

        assertThat(node().getBean(Items.class).loads()).as("%s", variant).isZero();
        assertThat(events().of(variant.redisKey(id))).as("%s", variant).containsExactly("read HIT");
    }

    /** Only where the old value carries its version does {@code versioned-write} replace it. */
    private void writesKeepTheirVersion(CacheVariant variant) {
        long id = cached(variant, "pen");

        Item changed = change(variant, id, "brush");

        assertThat(redis.execute("GET", variant.redisKey(id))).as("%s", variant).contains("brush");
        assertThat(find(variant, id)).as("%s", variant).isEqualTo(changed);
    }

    private void corruptBytesAreAMiss(CacheVariant variant) {
        long id = cached(variant, "pen");
        redis.execute("SET", variant.redisKey(id), "no value");
        events().forget();

        assertThat(find(variant, id)).as("%s", variant).isEqualTo(items.row(id));

        assertThat(events().of(variant.redisKey(id))).as("%s", variant).contains("corrupt");
        assertThat(redis.execute("GET", variant.redisKey(id))).as("%s", variant).contains("pen");
    }

    private void clearRemovesAllOfTheCacheAndNoOthers(CacheVariant variant) {
        long id = cached(variant, "pen");
        redis.execute("SET", variant.lookalike(), "of another application");

        service().evictAll(variant.cacheName(), () -> {});

        assertThat(redis.execute("EXISTS", variant.redisKey(id)))
                .as("%s", variant)
                .isEqualTo("0");
        cached(variant, "ink");
        node().getBean(TypedCaches.class).get(variant.cacheName()).clear();
        assertThat(redis.execute("EXISTS", variant.redisKey(id)))
                .as("%s", variant)
                .isEqualTo("0");
        assertThat(redis.execute("EXISTS", variant.lookalike()))
                .as("%s", variant)
                .isEqualTo("1");
    }

    private void whatARestartBringsBackIsRemoved() {
        Map<CacheVariant, Long> ids = new LinkedHashMap<>();
        CacheVariant.all().forEach(variant -> ids.put(variant, cached(variant, "old")));
        RedisSnapshot old = redis.snapshot();
        ids.forEach((variant, id) -> change(variant, id, "new"));

        restartFrom(old);

        ids.forEach((variant, id) -> {
            assertThat(redis.execute("EXISTS", variant.redisKey(id)))
                    .as("%s", variant)
                    .isEqualTo("0");
            assertThat(find(variant, id)).as("%s", variant).isEqualTo(items.row(id));
            assertThat(redis.execute("EXISTS", variant.lookalike()))
                    .as("%s", variant)
                    .isEqualTo("1");
        });
    }

    @Test
    void twoManagersWithACacheOfTheSameNameAreBothProtected() {
        start(TwoManagers.class);
        long id = items.given("old");
        for (String manager : new String[] {"hourly", "daily"}) {
            read(manager, id);
        }
        RedisSnapshot old = redis.snapshot();
        items.rename(id, "new");
        redis.execute("DEL", "[hourly]:items::" + id, "daily:items::" + id);

        restartFrom(old);

        assertThat(redis.execute("EXISTS", "[hourly]:items::" + id, "daily:items::" + id))
                .isEqualTo("0");
        assertThat(read("hourly", id)).isEqualTo(items.row(id));
        assertThat(read("daily", id)).isEqualTo(items.row(id));
    }

    @Test
    void aCacheThatIsMadeOnFirstUseIsVerifiedThen() {
        start(TwoManagers.class);
        long id = items.given("old");
        Objects.requireNonNull(manager("daily").getCache("late")).get(id, () -> items.load(id));
        RedisSnapshot old = redis.snapshot();
        node().close();
        items.rename(id, "new");
        redis.restartFrom(old);
        // Without the marker, the cache is unknown until it is used.
        redis.execute("DEL", "cache-consistency:verified");
        start(TwoManagers.class);
        assertThat(redis.execute("GET", "daily:late::" + id)).contains("old");

        // First the manager that has other keys under this name, then the one that has the old entry.
        Objects.requireNonNull(manager("hourly").getCache("late")).get(id, () -> items.load(id));
        Cache late = Objects.requireNonNull(manager("daily").getCache("late"));

        assertThat(late.get(id, () -> items.load(id))).isEqualTo(items.row(id));
    }

    @Test
    void aPrefixThatIsComputedForEachCallIsProtectedForAllItsValues() {
        start(Tenants.class);
        long id = items.given("old");
        for (String tenant : new String[] {"a", "b"}) {
            TENANT.set(tenant);
            read("tenants", id);
        }
        RedisSnapshot old = redis.snapshot();
        items.rename(id, "new");
        redis.execute("DEL", "a:items::" + id, "b:items::" + id);

        restartFrom(old);

        assertThat(redis.execute("EXISTS", "a:items::" + id, "b:items::" + id)).isEqualTo("0");
        read("tenants", id);
        TENANT.set("a");
        read("tenants", id);
        Objects.requireNonNull(manager("tenants").getCache("items")).clear();
        assertThat(redis.execute("EXISTS", "a:items::" + id)).isEqualTo("0");
        assertThat(redis.execute("EXISTS", "b:items::" + id)).isEqualTo("1");
    }

    @Test
    void rowsAreProbedByTheKeyThatTheApplicationUses() {
        CacheVariant variant =
                new CacheVariant(CacheVariant.Prefix.GLOB, CacheVariant.KeyFormat.JSON, CacheVariant.ValueFormat.JSON);
        String settings = "cache-consistency.caches." + variant.cacheName();
        start(CacheManagerKind.Tutorial.class, settings + ".strategy=row-lock-lease", settings + ".row=item.id");
        long id = items.given("pen");

        find(variant, id);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> redis.execute("GET", variant.redisKey(id)).contains("pen"));
        assertThat(events().of(variant.redisKey(id))).contains("read MISS").doesNotContain("read PROBE_FAILED");
    }

    private void restartFrom(RedisSnapshot old) {
        redis.restartFrom(old);
        await().atMost(Duration.ofSeconds(20)).until(() -> events().trust().contains("REGAINED"));
    }

    private long cached(CacheVariant variant, String name) {
        long id = items.given(name);
        find(variant, id);
        assertThat(redis.execute("GET", variant.redisKey(id))).as("%s", variant).contains(name);
        return id;
    }

    private @Nullable Item find(CacheVariant variant, long id) {
        return service().find(variant.cacheName(), id);
    }

    private Item change(CacheVariant variant, long id, String name) {
        return Objects.requireNonNull(node().getBean(TypedCaches.class)
                .get(variant.cacheName())
                .update(id, () -> node().getBean(Items.class).rename(id, name)));
    }

    private @Nullable Item read(String manager, long id) {
        return Objects.requireNonNull(manager(manager).getCache("items")).get(id, () -> items.load(id));
    }

    private CacheManager manager(String name) {
        return node().getBean(name, CacheManager.class);
    }

    private ItemService service() {
        return node().getBean(ItemService.class);
    }

    private Events events() {
        return node().getBean(Events.class);
    }

    private ConfigurableApplicationContext node() {
        return Objects.requireNonNull(node);
    }

    private void start(Class<?> managers, String... properties) {
        node = new SpringApplicationBuilder(FailoverNodes.Application.class, managers)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run(
                        "--spring.main.banner-mode=off",
                        "--spring.main.register-shutdown-hook=false",
                        "--spring.datasource.url=" + servers.jdbcUrl(),
                        "--spring.datasource.username=" + servers.username(),
                        "--spring.datasource.password=" + servers.password(),
                        "--spring.data.redis.host=" + redis.host(),
                        "--spring.data.redis.port=" + redis.port(),
                        "--cache-consistency.strategy=versioned-write",
                        "--cache-consistency.version-property=version",
                        "--cache-consistency.time-to-live=10m",
                        "--cache-consistency.redis.command-timeout=1s",
                        "--cache-consistency.redis.circuit-breaker.open-duration=100ms",
                        "--cache-consistency.failover-watch.interval=200ms");
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoManagers {

        @Bean
        @Primary
        RedisCacheManager hourly(RedisConnectionFactory factory) {
            return RedisCacheManager.builder(factory)
                    .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig().prefixCacheNameWith("[hourly]:"))
                    .build();
        }

        @Bean
        RedisCacheManager daily(RedisConnectionFactory factory) {
            return RedisCacheManager.builder(factory)
                    .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig().prefixCacheNameWith("daily:"))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Tenants {

        @Bean
        RedisCacheManager tenants(RedisConnectionFactory factory) {
            return RedisCacheManager.builder(factory)
                    .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig()
                            .computePrefixWith(name -> TENANT.get() + ":" + name + "::"))
                    .build();
        }
    }
}

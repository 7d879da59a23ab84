package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.ConsistentCaches;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.test.context.TestPropertySource;

/** What Spring's properties and customizers say about caches keeps its meaning. */
@IntegrationTest
@SpringBootTest(classes = CacheConfigurationTest.Application.class)
@TestPropertySource(
        properties = {
            "spring.cache.redis.key-prefix=app:",
            "spring.cache.redis.cache-null-values=false",
            "spring.cache.redis.enable-statistics=true",
            "spring.cache.cache-names=counted",
            "cache-consistency.caches.brief.time-to-live=1m",
            "cache-consistency.caches.idle.lease.wait=10ms",
            "cache-consistency.caches.jittered.time-to-live=100s",
            "cache-consistency.caches.jittered.time-to-live-jitter=0.5",
            "cache-consistency.caches.stock.enabled=false"
        })
class CacheConfigurationTest {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableCaching
    @Import(IntegrationApplication.Beans.class)
    static class Application {

        @Bean
        RedisCacheManagerBuilderCustomizer ownCaches() {
            return builder -> {
                RedisCacheConfiguration defaults = builder.cacheDefaults();
                builder.withCacheConfiguration("idle", defaults.enableTimeToIdle());
                builder.withCacheConfiguration("json", json(defaults));
                builder.withCacheConfiguration(
                        "idle-nullable",
                        RedisCacheConfiguration.defaultCacheConfig()
                                .entryTtl(Duration.ofMinutes(10))
                                .enableTimeToIdle());
                builder.withCacheConfiguration("nullable", RedisCacheConfiguration.defaultCacheConfig());
            };
        }

        static RedisCacheConfiguration json(RedisCacheConfiguration configuration) {
            return configuration.serializeValuesWith(
                    SerializationPair.fromSerializer(new JacksonJsonRedisSerializer<>(Item.class)));
        }
    }

    @Autowired
    private ItemService service;

    @Autowired
    private TypedCaches caches;

    @Autowired
    private Items items;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private CacheManager manager;

    @BeforeEach
    void forget() {
        items.forgetLoads();
    }

    @Test
    void everyCacheHasItsOwnStrategy(@Autowired ConsistentCaches strategies) {
        assertThat(strategies.strategy("leased").name()).isEqualTo("lease");
        assertThat(strategies.strategy("versioned").name()).isEqualTo("versioned-write");
        assertThat(strategies.strategy("aside").name()).isEqualTo("cache-aside");
        assertThat(strategies.strategy("doubled").name()).isEqualTo("delayed-double-delete");
        assertThat(strategies.strategy("never configured").name()).isEqualTo("lease");
    }

    @Test
    void thePrefixComesBeforeTheNameOfTheCache() {
        long id = items.given("pen");

        service.find("leased", id);
        caches.get("leased").get(id, () -> items.load(id));

        assertThat(redis.keys("*" + id)).contains("app:leased::" + id).doesNotContain("leased::" + id);
        assertThat(items.loads()).isOne();
        caches.get("leased").clear();
        assertThat(redis.keys("app:leased::*")).isEmpty();
    }

    @Test
    void aCacheWithItsOwnTimeToLiveUsesIt() {
        long id = items.given("pen");

        service.find("brief", id);

        assertThat(redis.timeToLive("app:brief::" + id)).isBetween(Duration.ofSeconds(40), Duration.ofMinutes(1));
    }

    @Test
    void jitterShortensTheTimeToLiveByItsFractionAtMost() {
        Set<Duration> seen = new HashSet<>();
        for (int index = 0; index < 50; index++) {
            long id = items.given("pen");
            service.find("jittered", id);
            Duration left = redis.timeToLive("app:jittered::" + id);
            assertThat(left).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(100));
            seen.add(left);
        }

        assertThat(seen).hasSizeGreaterThan(10);
    }

    @Test
    void nullsAreNotCachedWhereTheConfigurationForbidsIt() {
        long id = items.unused();

        assertThatThrownBy(() -> service.find("leased", id))
                .as("as Spring does")
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not allow 'null' values");
        assertThat(redis.exists("app:leased::" + id)).isFalse();
        assertThatThrownBy(() -> service.findInSync("leased", id)).isInstanceOf(IllegalArgumentException.class);
        assertThat(redis.exists("app:leased::" + id)).isFalse();
        assertThat(caches.get("leased").get(id, () -> items.load(id))).isNull();
        assertThat(redis.exists("app:leased::" + id)).isFalse();
    }

    @Test
    void statisticsAndTheMetricsOfSpringCountHitsAndMisses(@Autowired MeterRegistry meters) {
        long id = items.given("pen");
        double hits = meters.get("cache.gets")
                .tags("cache", "counted", "result", "hit")
                .functionCounter()
                .count();
        double misses = meters.get("cache.gets")
                .tags("cache", "counted", "result", "miss")
                .functionCounter()
                .count();

        service.find("counted", id);
        service.find("counted", id);
        service.findInSync("counted", id);

        assertThat(meters.get("cache.gets")
                        .tags("cache", "counted", "result", "hit")
                        .functionCounter()
                        .count())
                .isEqualTo(hits + 2);
        assertThat(meters.get("cache.gets")
                        .tags("cache", "counted", "result", "miss")
                        .functionCounter()
                        .count())
                .isEqualTo(misses + 1);
    }

    @Test
    void timeToIdleTouchesValuesAndNeverLeases() {
        long id = items.given("pen");
        String key = "app:idle::" + id;
        service.find("idle", id);
        byte[] value = redis.bytes(key);
        redis.set(key, value, Duration.ofSeconds(30));

        assertThat(service.find("idle", id)).isEqualTo(items.row(id));
        assertThat(redis.timeToLive(key)).isGreaterThan(Duration.ofMinutes(5));
        redis.set(key, value, Duration.ofSeconds(30));
        assertThat(service.findInSync("idle", id)).isEqualTo(items.row(id));
        assertThat(redis.timeToLive(key)).isGreaterThan(Duration.ofMinutes(5));

        redis.set(key, "\0cc:lease:somebody".getBytes(StandardCharsets.US_ASCII), Duration.ofSeconds(30));
        assertThat(service.find("idle", id)).isEqualTo(items.row(id));
        assertThat(redis.timeToLive(key)).isLessThanOrEqualTo(Duration.ofSeconds(30));
        redis.delete(key);
    }

    @Test
    void timeToIdleKeepsTheShorterTimeOfNulls() {
        long id = items.unused();
        service.find("idle-nullable", id);

        assertThat(service.find("idle-nullable", id)).isNull();
        assertThat(service.findInSync("idle-nullable", id)).isNull();

        assertThat(items.loads()).isOne();
        assertThat(redis.timeToLive("idle-nullable::" + id)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    @Test
    void aSerializerOfTheUserIsUsed() {
        long id = items.given("pen");

        service.find("json", id);

        assertThat(redis.bytes("app:json::" + id)).asString().contains("\"name\":\"pen\"");
        assertThat(service.find("json", id)).isEqualTo(items.row(id));
        assertThat(service.findInSync("json", id)).isEqualTo(items.row(id));
        assertThat(caches.get("json").get(id, () -> items.load(id))).isEqualTo(items.row(id));
        assertThat(items.loads()).isOne();
    }

    @Test
    void aStockCacheManagerReadsWhatWeWriteAndWritesWhatWeRead(@Autowired RedisConnectionFactory connections) {
        RedisCacheConfiguration configuration =
                RedisCacheConfiguration.defaultCacheConfig().prefixCacheNameWith("app:");
        RedisCacheManager stock = RedisCacheManager.builder(connections)
                .cacheDefaults(configuration)
                .withCacheConfiguration("json", Application.json(configuration))
                .build();
        stock.afterPropertiesSet();
        for (String name : new String[] {"leased", "json"}) {
            long ours = items.given("pen");
            long theirs = items.given("ink");
            Cache stockCache = stock.getCache(name);
            assertThat(stockCache).isNotNull();

            service.find(name, ours);
            stockCache.put(theirs, items.row(theirs));
            await().until(() -> redis.exists("app:" + name + "::" + theirs));
            items.forgetLoads();

            assertThat(stockCache.get(ours, Item.class)).isEqualTo(items.row(ours));
            assertThat(service.find(name, theirs)).isEqualTo(items.row(theirs));
            assertThat(items.loads()).isZero();
        }
        long none = items.unused();
        service.find("nullable", none);
        RedisCacheManager plain = RedisCacheManager.create(connections);
        assertThat(plain.getCache("nullable").get(none))
                .isNotNull()
                .extracting(Cache.ValueWrapper::get)
                .isNull();
    }

    @Test
    void aCacheThatIsTurnedOffBehavesAsStock() throws Exception {
        long id = items.given("pen");
        Cache cache = manager.getCache("stock");
        assertThat(cache).isNotNull();

        service.put("stock", id, () -> items.row(id));
        await().until(() -> redis.holdsValue("app:stock::" + id));
        assertThat(service.find("stock", id)).isEqualTo(items.row(id));
        assertThat(service.findInSync("stock", id)).isEqualTo(items.row(id));
        assertThat(items.loads()).isZero();
        CompletableFuture<?> found = cache.retrieve(id);
        assertThat(found).isNotNull();
        assertThat(found.get(60, TimeUnit.SECONDS)).isNotNull();
        redis.set("app:stock::" + id, "no serialized object");
        assertThatThrownBy(() -> service.find("stock", id)).isInstanceOf(RuntimeException.class);
        cache.evict(id);
        await().until(() -> !redis.exists("app:stock::" + id));
    }
}

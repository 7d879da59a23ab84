package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.spi.ConsistencyStrategyProvider;
import io.github.cacheconsistency.test.gate.SwitchableGate;
import io.github.cacheconsistency.test.server.TestServers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** An application context on shared servers; several of them are to Redis and the database like several processes. */
final class StormNode implements AutoCloseable {

    static final String CACHE = "counters";

    private final ConfigurableApplicationContext context;
    private final Counters counters;
    private final ConsistentCache<Long, Counter> cache;

    private StormNode(ConfigurableApplicationContext context, Class<? extends Counters> seam) {
        this.context = context;
        this.counters = context.getBean(seam);
        this.cache = context.getBean(ConsistentCaches.class).cache(CACHE, Long.class, Counter.class);
    }

    /**
     * Starts a node.
     *
     * @param seam how its service uses the cache
     * @param more strategies in addition to the built-in ones
     */
    static StormNode start(
            TestServers servers,
            Class<? extends Counters> seam,
            Map<String, String> settings,
            List<ConsistencyStrategyProvider> more) {
        Map<String, Object> properties = new LinkedHashMap<>(Map.of(
                "spring.main.banner-mode",
                "off",
                "spring.main.log-startup-info",
                "false",
                "spring.datasource.url",
                servers.jdbcUrl(),
                "spring.datasource.username",
                servers.username(),
                "spring.datasource.password",
                servers.password(),
                "spring.data.redis.host",
                servers.redisHost(),
                "spring.data.redis.port",
                servers.redisPort(),
                "spring.cache.type",
                "redis",
                "cache-consistency.caches." + CACHE + ".row",
                "counter.id",
                "cache-consistency.caches." + CACHE + ".version-property",
                "version"));
        properties.putAll(settings);
        ApplicationContextInitializer<ConfigurableApplicationContext> beans = context -> {
            context.getBeanFactory().registerSingleton("stormGate", new SwitchableGate());
            more.forEach(provider -> context.getBeanFactory().registerSingleton(provider.strategyName(), provider));
        };
        ConfigurableApplicationContext context = new SpringApplicationBuilder(StormApplication.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .properties(properties)
                .initializers(beans)
                .run();
        return new StormNode(context, seam);
    }

    Counters counters() {
        return counters;
    }

    /** The gate of all commands of this node to both servers. */
    SwitchableGate gate() {
        return context.getBean(SwitchableGate.class);
    }

    /** The value that readers of this node would get from the cache now. */
    Optional<Counter> cached(long id) {
        try {
            return Optional.ofNullable(cache.get(id, () -> {
                throw new NotCached();
            }));
        } catch (NotCached absent) {
            return Optional.empty();
        }
    }

    CounterTable table() {
        return context.getBean(CounterTable.class);
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class NotCached extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotCached() {
            super("The cache holds no value", null, false, false);
        }
    }
}

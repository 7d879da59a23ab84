package io.github.cacheconsistency.sample.points;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.test.time.VirtualTicker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.serializer.JdkSerializationRedisSerializer;

/** Another node of the points service, which stays alive and observes the state that killed nodes have left. */
final class Survivor implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int PATIENCE_IN_BEATS = 100;

    private final JdkSerializationRedisSerializer serializer = new JdkSerializationRedisSerializer();
    private final ConfigurableApplicationContext context;
    private final CacheStore redis;
    private final PointsRepository repository;

    private Survivor(ConfigurableApplicationContext context) {
        this.context = context;
        this.redis = context.getBean(CacheStore.class);
        this.repository = context.getBean(PointsRepository.class);
    }

    /** Starts with an empty cache. */
    static Survivor start(Map<String, String> properties) {
        Survivor survivor = new Survivor(new SpringApplicationBuilder(PointsApplication.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new)));
        survivor.redis.invalidate(LongStream.rangeClosed(1, PointsUnderLoad.USERS)
                .mapToObj(Survivor::key)
                .toList());
        return survivor;
    }

    /**
     * Returns the users whose cached balance differs from the database. Reads Redis directly, because this node may
     * bypass the cache.
     */
    List<Long> wronglyCached() {
        return LongStream.rangeClosed(1, PointsUnderLoad.USERS)
                .filter(userId -> cached(userId) instanceof PointsBalance balance && !balance.equals(row(userId)))
                .boxed()
                .toList();
    }

    /** Waits until no balance is wrong, at most ten seconds. */
    Aftermath awaitRight() {
        long died = System.nanoTime();
        try (VirtualTicker ticker = ticker()) {
            List<Long> wrong = wronglyCached();
            boolean right =
                    ticker.holdsWithin(PATIENCE_IN_BEATS, () -> wronglyCached().isEmpty());
            return new Aftermath(wrong, right, ticker.ticks(), Duration.ofNanos(System.nanoTime() - died));
        }
    }

    /** Ticks ten times a second, each time with a query to the database and one to Redis. */
    VirtualTicker ticker() {
        RedisConnectionFactory connections = context.getBean(RedisConnectionFactory.class);
        return new VirtualTicker(TICK, () -> {
            row(1);
            try (var connection = connections.getConnection()) {
                connection.ping();
            }
        });
    }

    private @Nullable Object cached(long userId) {
        return redis.get(key(userId)) instanceof KeyState.Value value ? serializer.deserialize(value.payload()) : null;
    }

    private static CacheKey key(long userId) {
        return new CacheKey("points", ("points::" + userId).getBytes(StandardCharsets.UTF_8));
    }

    private PointsBalance row(long userId) {
        return Objects.requireNonNull(repository.find(userId));
    }

    @Override
    public void close() {
        context.close();
    }
}

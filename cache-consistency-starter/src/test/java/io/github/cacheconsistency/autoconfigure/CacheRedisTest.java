package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.spi.ConsistentRedisCacheManager;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** In applications with several Redis connections: which one the caches use. */
class CacheRedisTest {

    private final LettuceConnectionFactory sessions = new LettuceConnectionFactory("sessions", 1);
    private final LettuceConnectionFactory caching = new LettuceConnectionFactory("caching", 2);

    private final ApplicationContextRunner runner = Contexts.runner()
            .withBean("sessions", RedisConnectionFactory.class, () -> sessions)
            .withBean("caching", RedisConnectionFactory.class, () -> caching);

    private final ApplicationContextRunner withManager =
            runner.withBean("manager", RedisCacheManager.class, () -> RedisCacheManager.create(caching));

    @Test
    void mustBeChosenIfNothingTellsThemApart() {
        withManager.run(context -> assertThat(Contexts.report(context)).satisfies(report -> {
            assertThat(report.getDescription()).contains("found 2: sessions, caching");
            assertThat(report.getAction()).contains("cache-consistency.redis.connection-factory");
        }));
    }

    @Test
    void isChosenByAProperty() {
        withManager
                .withPropertyValues("cache-consistency.redis.connection-factory=caching")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(ConsistentRedisCacheManager.class);
                    assertThat(context.getBean(CacheRedis.class)).isEqualTo(new CacheRedis("caching", caching));
                });
    }

    @Test
    void isThePrimaryOneOtherwise() {
        Contexts.runner()
                .withBean("sessions", RedisConnectionFactory.class, () -> sessions)
                .withBean(
                        "caching",
                        RedisConnectionFactory.class,
                        () -> caching,
                        definition -> definition.setPrimary(true))
                .run(context ->
                        assertThat(context.getBean(CacheRedis.class)).isEqualTo(new CacheRedis("caching", caching)));
    }

    @Test
    void isTheOneThatIsChosenForTheManagerOfSpringBootAsWell() {
        Contexts.runner()
                .withBean(
                        "sessions",
                        RedisConnectionFactory.class,
                        () -> sessions,
                        definition -> definition.setPrimary(true))
                .withBean("caching", RedisConnectionFactory.class, () -> caching)
                .withPropertyValues("cache-consistency.redis.connection-factory=caching")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(ConsistentRedisCacheManager.class);
                    assertThat(context.getBean(CacheRedis.class).connectionFactory())
                            .isSameAs(caching);
                });
    }

    @Test
    void mustExist() {
        withManager
                .withPropertyValues("cache-consistency.redis.connection-factory=cashing")
                .run(context -> assertThat(Contexts.report(context).getDescription())
                        .contains("one of sessions, caching", "'cashing'"));
    }

    @Test
    void isNotThatOfAManagerOnTheOtherOne() {
        withManager
                .withPropertyValues("cache-consistency.redis.connection-factory=sessions")
                .run(context ->
                        assertThat(Contexts.report(context).getDescription()).contains("'manager'", "'sessions'"));
    }
}

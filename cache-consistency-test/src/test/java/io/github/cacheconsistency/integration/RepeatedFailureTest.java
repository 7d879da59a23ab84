package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.spi.CacheStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.RedisSystemException;

/** An invalidation that fails again while its retry is under way. */
@IntegrationTest
@SpringBootTest(classes = RepeatedFailureTest.Application.class)
class RepeatedFailureTest {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableCaching
    @Import(IntegrationApplication.Beans.class)
    static class Application {

        @Bean
        static Script script() {
            return new Script();
        }

        @Bean
        static BeanPostProcessor scriptedStores(Script script) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof CacheStore store ? script.around(store) : bean;
                }
            };
        }
    }

    /** What happens right after the next invalidations have reached Redis. */
    static final class Script {

        private final Deque<Runnable> steps = new ArrayDeque<>();

        void then(Runnable... next) {
            steps.addAll(Arrays.asList(next));
        }

        CacheStore around(CacheStore store) {
            return (CacheStore) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {CacheStore.class}, (proxy, method, arguments) -> {
                        try {
                            Object result = method.invoke(store, arguments);
                            Runnable step = method.getName().equals("invalidate") ? steps.poll() : null;
                            if (step != null) {
                                step.run();
                            }
                            return result;
                        } catch (InvocationTargetException failure) {
                            throw failure.getTargetException();
                        }
                    });
        }
    }

    @Test
    void isRetriedAgain(
            @Autowired Script script,
            @Autowired TypedCaches caches,
            @Autowired ItemService service,
            @Autowired Items items,
            @Autowired RedisProbe redis,
            @Autowired Events events,
            @Autowired ManualSchedule schedule) {
        long id = items.given("pen");
        String key = "leased::" + id;
        Runnable fail = () -> {
            throw new RedisSystemException("The reply was lost", new IllegalStateException("no reply"));
        };
        script.then(
                fail,
                // The retry has reached Redis, but is not yet counted as done.
                () -> {
                    caches.get("leased").update(id, () -> items.rename(id, "brush"));
                    redis.set(key, "the old value, filled by another node");
                },
                fail);

        caches.get("leased").update(id, () -> items.rename(id, "ink"));
        assertThat(events.of(key)).containsExactly("invalidation FAILED");
        schedule.advance(Duration.ofMillis(100));
        schedule.advance(Duration.ofSeconds(10));

        assertThat(redis.exists(key)).isFalse();
        assertThat(events.of(key))
                .containsExactly("invalidation FAILED", "invalidation FAILED", "invalidation RECOVERED");
        assertThat(service.find("leased", id)).isEqualTo(items.row(id));
        assertThat(redis.holdsValue(key)).isTrue();
    }
}

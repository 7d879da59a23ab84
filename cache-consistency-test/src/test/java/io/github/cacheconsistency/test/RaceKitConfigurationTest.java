package io.github.cacheconsistency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.spi.TimeSource;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.time.VirtualTime;
import io.lettuce.core.resource.ClientResources;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RaceKitConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
            .withUserConfiguration(RaceKitConfiguration.class);

    @Test
    void givesTheStarterItsTime() {
        runner.run(context -> assertThat(context)
                .hasSingleBean(RaceNode.class)
                .getBean(TimeSource.class)
                .isInstanceOf(VirtualTime.class));
    }

    @Test
    void worksWithoutTheStarter() {
        runner.withClassLoader(new FilteredClassLoader(TimeSource.class, VirtualTime.class))
                .run(context ->
                        assertThat(context).hasSingleBean(RaceNode.class).doesNotHaveBean("raceTimeSource"));
    }

    @Test
    void redisCommandsAreNotTracedOneByOne() {
        runner.withConfiguration(AutoConfigurations.of(LettuceObservationAutoConfiguration.class))
                .withBean(ObservationRegistry.class, ObservationRegistry::create)
                .run(context -> assertThat(
                                context.getBean(ClientResources.class).tracing().isEnabled())
                        .isFalse());
    }

    @Test
    void refusesServersThatItDidNotStart() {
        runner.run(
                context -> assertThatThrownBy(() -> context.getBean(Races.class).start())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("Redis at localhost:6379")
                        .hasMessageContaining("cache-consistency.test.allow-foreign-servers=true"));
    }

    @Test
    void takesThemWhereItIsTold() {
        runner.withPropertyValues("cache-consistency.test.allow-foreign-servers=true")
                .run(context -> assertThatCode(
                                () -> context.getBean(Races.class).start())
                        .doesNotThrowAnyException());
    }
}

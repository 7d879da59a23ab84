package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class CommandTimeoutTest {

    private final ApplicationContextRunner runner = Contexts.withDefaultTimeout();

    @Test
    void isTwoSecondsByDefault() {
        runner.run(context -> assertThat(timeout(context)).isEqualTo(Duration.ofSeconds(2)));
    }

    @Test
    void isTheLibrarysOwnProperty() {
        runner.withPropertyValues("cache-consistency.redis.command-timeout=300ms")
                .run(context -> assertThat(timeout(context)).isEqualTo(Duration.ofMillis(300)));
    }

    @Test
    void isSpringsWhereThatIsSet() {
        runner.withPropertyValues("spring.data.redis.timeout=700ms", "cache-consistency.redis.command-timeout=300ms")
                .run(context -> assertThat(timeout(context)).isEqualTo(Duration.ofMillis(700)));
    }

    @Test
    void isTheUsersOwnCustomizersWhereThereIsOne() {
        runner.withBean(
                        LettuceClientConfigurationBuilderCustomizer.class,
                        () -> builder -> builder.commandTimeout(Duration.ofMillis(900)))
                .run(context -> assertThat(timeout(context)).isEqualTo(Duration.ofMillis(900)));
    }

    @Test
    void staysAsItIsWhenTheLibraryIsOff() {
        runner.withPropertyValues("cache-consistency.enabled=false")
                .run(context -> assertThat(timeout(context)).isEqualTo(Duration.ofMinutes(1)));
    }

    private static Duration timeout(ApplicationContext context) {
        return context.getBean(LettuceConnectionFactory.class)
                .getClientConfiguration()
                .getCommandTimeout();
    }
}

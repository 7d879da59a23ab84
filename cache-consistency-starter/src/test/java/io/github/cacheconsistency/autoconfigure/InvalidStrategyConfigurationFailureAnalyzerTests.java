package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.build.ProvokedLog;
import io.github.cacheconsistency.build.ProvokesLog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ProvokesLog("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter")
class InvalidStrategyConfigurationFailureAnalyzerTests {

    @Test
    void reportsWhatABeanFoundAndWhatToDo(ProvokedLog log) {
        start(UnknownStrategy.class);
        assertThat(log.toString())
                .contains(
                        "APPLICATION FAILED TO START",
                        "Description:",
                        "cache-consistency.strategy must be the name of a strategy",
                        "Action:",
                        "Did you mean 'lease'?")
                .doesNotContain("\tat ");
    }

    @Test
    void reportsPropertiesThatDoNotBindInItsOwnWords(ProvokedLog log) {
        start(Properties.class, "--cache-consistency.lease.time=-1s", "--cache-consistency.load.max-concurrent=0");
        assertThat(log.toString())
                .contains(
                        "Description:",
                        "cache-consistency.lease.time must be a duration",
                        "cache-consistency.load.max-concurrent must be a number of at least 1, but it is 0.",
                        "Action:",
                        "Set cache-consistency.lease.time to a duration such as")
                .doesNotContain("Failed to bind properties");
    }

    @Test
    void leavesValuesOfTheWrongTypeToSpringBoot(ProvokedLog log) {
        start(Properties.class, "--cache-consistency.lease.time=soon");
        assertThat(log.toString()).contains("Failed to bind properties under 'cache-consistency.lease.time'", "soon");
    }

    private static void start(Class<?> configuration, String... arguments) {
        SpringApplication application = new SpringApplication(configuration);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        assertThatThrownBy(() -> application.run(arguments)).isInstanceOf(RuntimeException.class);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(CacheConsistencyProperties.class)
    static class Properties {}

    @Configuration(proxyBeanMethods = false)
    static class UnknownStrategy {

        @Bean
        String strategy() {
            throw failure();
        }

        private static InvalidStrategyConfigurationException failure() {
            return new ConfigurationProblems().unknownStrategy("cache-consistency.strategy", "leese", List.of("lease"));
        }
    }
}

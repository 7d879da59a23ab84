package io.github.cacheconsistency.sample.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.mock.env.MockEnvironment;

/** Checks the report in the way Spring Boot creates it if the application cannot start. */
class UnusableDatabaseAnalyzerTests {

    private final FailureAnalyzer analyzer = SpringFactoriesLoader.forDefaultResourceLocation()
            .load(
                    FailureAnalyzer.class,
                    ArgumentResolver.of(
                            Environment.class,
                            new MockEnvironment()
                                    .withProperty("spring.datasource.url", "jdbc:mysql://db/none?password=secret")),
                    FailureHandler.handleMessage((message, failure) -> {}))
            .stream()
            .filter(UnusableDatabaseAnalyzer.class::isInstance)
            .findFirst()
            .orElseThrow();

    @ParameterizedTest
    @CsvSource({"08S01, 0", "28000, 1045", "42000, 1049"})
    void aDatabaseThatCannotBeUsedIsNamedWithWhatToDo(String state, int code) {
        FailureAnalysis analysis = analyzer.analyze(
                new BeanCreationException("dataSource", new SQLException("Link failure\n\nmore", state, code)));

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription())
                .isEqualTo("The database at jdbc:mysql://db/none cannot be used: Link failure");
        assertThat(analysis.getAction()).contains("--spring.datasource.url", "--spring.data.redis.host", "test-run");
    }

    @Test
    void anyOtherFailureOfTheDatabaseIsLeftAsItIs() {
        assertThat(analyzer.analyze(new SQLException("Table exists", "42S01", 1050)))
                .isNull();
    }
}

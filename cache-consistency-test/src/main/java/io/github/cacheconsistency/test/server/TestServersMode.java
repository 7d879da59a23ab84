package io.github.cacheconsistency.test.server;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/** Where the servers of a test come from. */
public enum TestServersMode {
    /** Containers where a Docker engine answers and has the images, else embedded. The default. */
    AUTO,
    /** Binaries from the classpath, run as child processes. */
    EMBEDDED,
    /** Testcontainers. */
    CONTAINERS,
    /** Nothing is started: {@code spring.datasource.*} and {@code spring.data.redis.*} name the servers. */
    EXTERNAL;

    /** The property that chooses the mode, read from the environment, so a system property or a variable works too. */
    public static final String PROPERTY = "cache-consistency.test.servers";

    static TestServersMode of(Environment environment) {
        String value = environment.getProperty(PROPERTY, AUTO.value());
        return Stream.of(values())
                .filter(mode -> mode.value().equals(value.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidConfigurationPropertyValueException(
                        PROPERTY,
                        value,
                        "Expected one of "
                                + Stream.of(values())
                                        .map(TestServersMode::value)
                                        .collect(Collectors.joining(", "))));
    }

    String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}

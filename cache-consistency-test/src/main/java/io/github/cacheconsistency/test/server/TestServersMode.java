package io.github.cacheconsistency.test.server;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/** The kinds of test servers. */
public enum TestServersMode {
    /** Containers if a Docker engine answers and has or can pull the images, otherwise embedded. The default. */
    AUTO,
    /** Binaries from the classpath, run as child processes. */
    EMBEDDED,
    /** Testcontainers. */
    CONTAINERS,
    /** No servers are started: {@code spring.datasource.*} and {@code spring.data.redis.*} name existing ones. */
    EXTERNAL;

    /**
     * The property that chooses the mode, read from the environment; may be a system property or an environment
     * variable.
     */
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

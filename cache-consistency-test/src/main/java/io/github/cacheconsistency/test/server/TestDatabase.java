package io.github.cacheconsistency.test.server;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/** The databases of mode {@code embedded}. */
public enum TestDatabase {
    /** {@link EmbeddedMariaDb}. The default. */
    MARIADB(EmbeddedMariaDb::start),
    /** {@link EmbeddedMySql}, whose programs must be added to the test's class path. */
    MYSQL(EmbeddedMySql::start);

    /** The property that chooses it, read from the environment; may be a system property or an environment variable. */
    public static final String PROPERTY = "cache-consistency.test.embedded-database";

    private final Supplier<EmbeddedDatabase> starter;

    TestDatabase(Supplier<EmbeddedDatabase> starter) {
        this.starter = starter;
    }

    /**
     * Starts a database with its own data directory. Close it, or it ends with the JVM.
     *
     * @throws TestServerException if this machine cannot run it, with the reason
     */
    public EmbeddedDatabase start() {
        return starter.get();
    }

    /**
     * The database that {@code environment} chooses.
     *
     * @throws InvalidConfigurationPropertyValueException if the property has another value, with the legal ones
     */
    public static TestDatabase of(Environment environment) {
        String value = environment.getProperty(PROPERTY, MARIADB.value());
        return Stream.of(values())
                .filter(database -> database.value().equals(value.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidConfigurationPropertyValueException(
                        PROPERTY,
                        value,
                        "Expected one of "
                                + Stream.of(values()).map(TestDatabase::value).collect(Collectors.joining(", "))));
    }

    String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}

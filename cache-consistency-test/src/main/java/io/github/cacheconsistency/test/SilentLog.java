package io.github.cacheconsistency.test;

import java.util.function.Supplier;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContext;

/**
 * Turns logging off temporarily, except for loggers with a level of their own. In explored races, transactions and
 * commands fail thousands of times, and the log messages of the service would hide the findings.
 */
final class SilentLog {

    private SilentLog() {}

    /** Runs {@code work} without logging, if the context is that of a Spring Boot application. */
    static <T> T during(ApplicationContext context, Supplier<T> work) {
        LoggingSystem logging = context.getBeanProvider(LoggingSystem.class).getIfAvailable();
        LoggerConfiguration root =
                logging == null ? null : logging.getLoggerConfiguration(LoggingSystem.ROOT_LOGGER_NAME);
        LogLevel before = root == null ? null : root.getConfiguredLevel();
        if (logging == null || before == null) {
            return work.get();
        }
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
        try {
            return work.get();
        } finally {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, before);
        }
    }
}

package io.github.cacheconsistency.test;

import java.util.function.Supplier;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContext;

/**
 * Turns logging off for a while, but for loggers that have a level of their own. Races that are explored make transactions
 * and commands fail thousands of times, and what a service logs each time would hide what is found.
 */
final class SilentLog {

    private SilentLog() {}

    /** Runs {@code work} in silence, if the context is that of a Boot application. */
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

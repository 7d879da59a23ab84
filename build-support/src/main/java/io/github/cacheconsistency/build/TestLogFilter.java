package io.github.cacheconsistency.build;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps declared messages off the console, and records undeclared ones. Below WARN only this project logs, because the
 * start-up messages of frameworks would hide the rest.
 */
public final class TestLogFilter extends TurboFilter {

    private static final String OURS = "io.github.cacheconsistency";

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable cause) {
        if (!level.isGreaterOrEqual(Level.WARN)) {
            return logger.getName().startsWith(OURS) ? FilterReply.NEUTRAL : FilterReply.DENY;
        }
        // A call without a message only asks whether the level is enabled.
        if (format == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        String message = MessageFormatter.arrayFormat(format, parameters).getMessage();
        Throwable thrown = cause != null ? cause : MessageFormatter.getThrowableCandidate(parameters);
        String text = thrown == null ? message : message + "\n" + thrown;
        if (TestLog.isDeclared(logger.getName(), text)) {
            return FilterReply.DENY;
        }
        if (level.isGreaterOrEqual(Level.ERROR) || thrown != null) {
            TestLog.addUndeclared(level + " " + logger.getName() + " ["
                    + Thread.currentThread().getName() + "]: " + text);
        }
        return FilterReply.NEUTRAL;
    }
}

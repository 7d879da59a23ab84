package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Collects invalid property values, so that one error reports all of them. An absent value ({@code null}) is valid. */
final class PropertyChecks {

    /** Redis has a resolution of one millisecond. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** Longer durations overflow a {@code long} of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private record Failure(String description, String action) {}

    private final String prefix;
    private final List<Failure> failures;

    PropertyChecks(String prefix) {
        this(prefix, new ArrayList<>());
    }

    private PropertyChecks(String prefix, List<Failure> failures) {
        this.prefix = prefix;
        this.failures = failures;
    }

    /** Returns the checks for the properties below {@code group}; their failures are collected here. */
    PropertyChecks within(String group) {
        return new PropertyChecks(prefix + "." + group, failures);
    }

    /** Expects at least one millisecond. */
    void positive(String property, @Nullable Duration value) {
        between(property, value, SHORTEST);
    }

    /** Expects zero or more. */
    void zeroOrPositive(String property, @Nullable Duration value) {
        between(property, value, Duration.ZERO);
    }

    /** Expects 0 to 1. */
    void fraction(String property, @Nullable Double value) {
        if (value != null && !(value >= 0 && value <= 1)) {
            fail(property, "a fraction from 0 to 1", value, "a fraction such as 0.1 for 10 percent");
        }
    }

    /** Expects more than 0, up to 100. */
    void percentage(String property, float value) {
        if (!(value > 0 && value <= 100)) {
            fail(property, "a percentage above 0 and up to 100", value, "a percentage such as 50");
        }
    }

    /** Expects {@code minimum} or more. */
    void atLeast(String property, int value, int minimum) {
        if (value < minimum) {
            fail(property, "a number of at least " + minimum, value, "a number of at least " + minimum);
        }
    }

    /** Expects at most the value of another property. */
    void atMost(String property, int value, String otherProperty, int maximum) {
        if (value > maximum) {
            failures.add(new Failure(
                    "%s.%s must be at most %s.%s, which is %d, but it is %d."
                            .formatted(prefix, property, prefix, otherProperty, maximum, value),
                    "Lower %s.%s to %d or raise %s.%s to %d."
                            .formatted(prefix, property, maximum, prefix, otherProperty, value)));
        }
    }

    /** Expects the name of a table, with or without its schema. */
    void tableName(String property, String value) {
        if (!value.matches("[A-Za-z0-9_$]{1,64}(\\.[A-Za-z0-9_$]{1,64})?")) {
            String expected = "the name of a table made of letters, digits, _ and $, with or without its schema";
            fail(property, expected, "'" + value + "'", expected);
        }
    }

    /** Expects another property to be true, because {@code setting} of this one needs that. */
    void needs(String property, Object setting, boolean met, String neededProperty) {
        if (!met) {
            failures.add(new Failure(
                    "%s.%s=%s needs %s=true, but that is false.".formatted(prefix, property, setting, neededProperty),
                    "Set %s=true, or remove %s.%s.".formatted(neededProperty, prefix, property)));
        }
    }

    /** @throws InvalidStrategyConfigurationException if any check failed, naming all of them */
    void throwIfAnyFailed() {
        if (!failures.isEmpty()) {
            throw new InvalidStrategyConfigurationException(lines(Failure::description), lines(Failure::action));
        }
    }

    private String lines(Function<Failure, String> part) {
        return failures.stream().map(part).collect(Collectors.joining(System.lineSeparator()));
    }

    private void between(String property, @Nullable Duration value, Duration shortest) {
        if (value != null && (value.compareTo(shortest) < 0 || value.compareTo(LONGEST) > 0)) {
            fail(
                    property,
                    "a duration from %s to %s".formatted(text(shortest), text(LONGEST)),
                    text(value),
                    "a duration such as 500ms or 10s, or remove it for the default");
        }
    }

    private void fail(String property, String expected, Object found, String action) {
        failures.add(new Failure(
                "%s.%s must be %s, but it is %s.".formatted(prefix, property, expected, found),
                "Set %s.%s to %s.".formatted(prefix, property, action)));
    }

    private static String text(Duration duration) {
        if (duration.abs().compareTo(LONGEST) >= 0) {
            return duration.toDays() + "d";
        }
        boolean wholeMilliseconds = duration.getNano() % 1_000_000 == 0;
        return wholeMilliseconds ? DurationStyle.SIMPLE.print(duration) : duration.toString();
    }
}

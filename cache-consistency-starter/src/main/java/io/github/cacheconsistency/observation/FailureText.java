package io.github.cacheconsistency.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The text that is logged for an exception: the classes and messages of the exception and its causes, without any
 * cached value.
 */
public final class FailureText {

    private static final int DEEPEST_CAUSE = 10;
    private static final int LONGEST_MESSAGE = 300;

    /** The error of Redis about an unknown command quotes its arguments, which may be values. */
    private static final Pattern QUOTED_ARGUMENTS = Pattern.compile(",? with args beginning with:.*", Pattern.DOTALL);

    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");

    private FailureText() {}

    /** Returns the text to append to a log message; empty if {@code failure} is {@code null}. */
    public static String of(@Nullable Exception failure) {
        if (failure == null) {
            return "";
        }
        List<String> texts = new ArrayList<>();
        causes(failure).forEach(cause -> {
            String message = cause.getMessage();
            texts.add(
                    message == null
                            ? cause.getClass().getName()
                            : cause.getClass().getName() + ": " + tidy(message));
        });
        return joined(texts);
    }

    /** Returns the classes only, because the messages of serializers quote the input. */
    public static String classes(Exception failure) {
        return joined(causes(failure).map(cause -> cause.getClass().getName()).toList());
    }

    /** Replaces control characters, so that text from outside the application cannot imitate a log line. */
    public static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }

    private static String tidy(String message) {
        String text = printable(QUOTED_ARGUMENTS.matcher(message).replaceAll(""));
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "..";
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST_CAUSE);
    }

    private static String joined(List<String> texts) {
        return texts.stream().collect(Collectors.joining(", caused by ", " (", ")"));
    }
}

package io.github.cacheconsistency.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a failure is logged as: classes and messages of it and of its causes, without any cached value. */
public final class FailureText {

    private static final int DEEPEST_CAUSE = 10;
    private static final int LONGEST_MESSAGE = 300;

    /** Of a command that it does not know Redis quotes the arguments, which may be values. */
    private static final Pattern QUOTED_ARGUMENTS = Pattern.compile(",? with args beginning with:.*", Pattern.DOTALL);

    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");

    private FailureText() {}

    /** To be put behind a message; empty if {@code failure} is not known. */
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

    /** The classes only: the messages of serializers quote what they read. */
    public static String classes(Exception failure) {
        return joined(causes(failure).map(cause -> cause.getClass().getName()).toList());
    }

    /** What comes from outside must not look like a log line of its own. */
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

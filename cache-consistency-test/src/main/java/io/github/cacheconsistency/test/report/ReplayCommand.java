package io.github.cacheconsistency.test.report;

import java.util.regex.Pattern;

/** The command that runs one schedule of one test again. */
final class ReplayCommand {

    /** Arguments that need no quotes in a shell. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:=/@%+#-]*");

    private ReplayCommand() {}

    static String of(String test, String replayId) {
        return "mvn test " + quoted("-Dtest=" + test) + " " + quoted("-Drace.replay=" + replayId);
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}

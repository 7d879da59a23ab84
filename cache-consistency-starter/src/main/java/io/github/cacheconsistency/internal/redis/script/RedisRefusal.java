package io.github.cacheconsistency.internal.redis.script;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The reason why a working Redis answered a command with an error: it accepts no writes at present, or the user may not send
 * the command. Such an answer is not an outage, because Redis executes other commands.
 */
public enum RedisRefusal {
    /** {@code maxmemory} is reached: commands that need memory are refused, commands that free memory are not. */
    OUT_OF_MEMORY("OOM"),
    /** All writes are refused because a snapshot failed. */
    SNAPSHOT_FAILED("MISCONF"),
    /** All writes are refused because too few replicas are connected. */
    TOO_FEW_REPLICAS("NOREPLICAS"),
    /** All writes are refused because the server is a replica. */
    REPLICA("READONLY"),
    /** The user may not send the command, or not with this key. The refused command was sent directly or by a script. */
    NOT_PERMITTED("(?:NOPERM|The user executing the script can)"),
    /** The server does not know the command, or it was renamed. */
    UNKNOWN_COMMAND("unknown command");

    private static final int DEEPEST_CAUSE = 10;

    private final Pattern reply;

    /**
     * @param code is expected before any text that the server quotes from the command; a script may put its own words before it
     */
    RedisRefusal(String code) {
        this.reply = Pattern.compile("^(?:[^'`\"]*[-\\s])?" + code + "\\b");
    }

    /** Returns the refusal that {@code failure} stands for; empty if it is not a refusal. */
    public static Optional<RedisRefusal> of(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .flatMap(message -> Stream.of(values())
                        .filter(refusal -> refusal.reply.matcher(message).find()))
                .findFirst();
    }

    /** Returns whether Redis works but refused a command. */
    public static boolean isRefusal(Throwable failure) {
        return of(failure).isPresent();
    }

    /** Returns whether Redis will refuse the command until an administrator changes its configuration. */
    public static boolean isForGood(Throwable failure) {
        return of(failure)
                .filter(refusal -> refusal == NOT_PERMITTED || refusal == UNKNOWN_COMMAND)
                .isPresent();
    }
}

package io.github.cacheconsistency.internal.redis.script;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why a Redis that works answered a command with an error: it takes no writes at present, or this user may not send the
 * command. Other commands go on, so such an answer must not be taken for an outage.
 */
public enum RedisRefusal {
    /** {@code maxmemory} is reached: commands that need memory are refused, those that free memory are not. */
    OUT_OF_MEMORY("OOM"),
    /** Every write is refused: a snapshot failed. */
    SNAPSHOT_FAILED("MISCONF"),
    /** Every write is refused: too few replicas are connected. */
    TOO_FEW_REPLICAS("NOREPLICAS"),
    /** Every write is refused: the server is a replica. */
    REPLICA("READONLY"),
    /** This user may not send the command, or not with this key; a script met it, or the command itself. */
    NOT_PERMITTED("(?:NOPERM|The user executing the script can)"),
    /** The server does not know the command, or it was renamed. */
    UNKNOWN_COMMAND("unknown command");

    private static final int DEEPEST_CAUSE = 10;

    private final Pattern reply;

    /** @param code stands before anything that the server quotes of the command; a script puts words of its own before */
    RedisRefusal(String code) {
        this.reply = Pattern.compile("^(?:[^'`\"]*[-\\s])?" + code + "\\b");
    }

    /** What {@code failure} says; empty if it is no refusal. */
    public static Optional<RedisRefusal> of(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .flatMap(message -> Stream.of(values())
                        .filter(refusal -> refusal.reply.matcher(message).find()))
                .findFirst();
    }

    /** Whether Redis works and refused a command. */
    public static boolean isRefusal(Throwable failure) {
        return of(failure).isPresent();
    }

    /** Whether Redis will refuse the command until an administrator changes its configuration. */
    public static boolean isForGood(Throwable failure) {
        return of(failure)
                .filter(refusal -> refusal == NOT_PERMITTED || refusal == UNKNOWN_COMMAND)
                .isPresent();
    }
}

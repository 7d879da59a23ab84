package io.github.cacheconsistency.test.program;

import java.time.Duration;

/**
 * Something that may befall readers and writers, at any moment or not at all: a task whose steps the service does not
 * take. It can no longer happen once all readers and writers have ended.
 *
 * @param kind what happens
 * @param times how often it may happen
 * @param victim the task that dies, such as {@code writer-1}; empty otherwise
 * @param by how far time moves; zero otherwise
 */
public record Disturbance(Kind kind, int times, String victim, Duration by) {

    /** What can happen. */
    public enum Kind {
        /** All keys that have a time-to-live expire. */
        EXPIRY("expiry"),
        /** Redis evicts all keys: values, leases, locks. */
        EVICTION("eviction"),
        /** The process of one reader or writer dies where it stands. */
        DEATH("death of "),
        /** The next Redis command, whoever sends it, is refused. */
        REDIS_REFUSED("refusal"),
        /** The next Redis command is executed, and its reply lost. */
        REDIS_REPLY_LOST("lost reply"),
        /** The next {@code COMMIT} is executed, and its reply lost: the connection breaks. */
        COMMIT_REPLY_LOST("lost commit reply"),
        /** Time moves on, past a delayed delete or a lease. */
        TIME_PASSES("time"),
        /** Time moves to the next moment at which a key expires or delayed work is due. */
        NEXT_DEADLINE("deadline");

        private final String task;

        Kind(String task) {
            this.task = task;
        }

        /** Whether calls of the service may fail with it. */
        boolean isFault() {
            return this == DEATH || this == REDIS_REFUSED || this == REDIS_REPLY_LOST || this == COMMIT_REPLY_LOST;
        }
    }

    /** Something that needs no more to be said. */
    static Disturbance of(Kind kind, int times) {
        return new Disturbance(kind, times, "", Duration.ZERO);
    }

    String task() {
        return kind.task + victim;
    }

    /** Its step in words. */
    String what() {
        return switch (kind) {
            case EXPIRY -> "all keys expire";
            case EVICTION -> "all keys are evicted";
            case DEATH -> victim + " dies";
            case REDIS_REFUSED -> "the next Redis command is refused";
            case REDIS_REPLY_LOST -> "the next Redis reply is lost";
            case COMMIT_REPLY_LOST -> "the next COMMIT's reply is lost";
            case TIME_PASSES -> "time passes: " + by.toMillis() + " ms";
            case NEXT_DEADLINE -> "time passes until something is due";
        };
    }
}

package io.github.cacheconsistency.test.program;

import java.time.Duration;

/**
 * An event that the explorer may inject at any moment, or not at all: a fault, or another event of the environment. It
 * is a task of its own, which ends when all readers and writers have ended.
 *
 * @param kind what is injected
 * @param times how often it may be injected
 * @param victim the task that is killed, such as {@code writer-1}; empty for all other kinds
 * @param how far time moves; zero for all other kinds
 */
public record FaultInjection(Kind kind, int times, String victim, Duration by) {

    /** What can be injected. */
    public enum Kind {
        /** All keys that have a time-to-live expire. */
        EXPIRY("expiry"),
        /** Redis evicts all keys: values, leases, locks. */
        EVICTION("eviction"),
        /** The process of one reader or writer is killed before its next step. */
        DEATH("death of "),
        /** The next Redis command of any task is refused. */
        REDIS_REFUSED("refusal"),
        /** The next Redis command is executed, and its reply is lost. */
        REDIS_REPLY_LOST("lost reply"),
        /** The next {@code COMMIT} is executed, and its reply is lost: the connection breaks. */
        COMMIT_REPLY_LOST("lost commit reply"),
        /** Time advances, for example past a delayed delete or a lease. */
        TIME_PASSES("time"),
        /** Time advances to the next moment at which a key expires or delayed work is due. */
        NEXT_DEADLINE("deadline");

        private final String task;

        Kind(String task) {
            this.task = task;
        }

        /** Whether calls of the service may fail because of it. */
        boolean mayFailCalls() {
            return this == DEATH || this == REDIS_REFUSED || this == REDIS_REPLY_LOST || this == COMMIT_REPLY_LOST;
        }
    }

    /** A kind that needs neither a victim nor a duration. */
    static FaultInjection of(Kind kind, int times) {
        return new FaultInjection(kind, times, "", Duration.ZERO);
    }

    String task() {
        return kind.task + victim;
    }

    /** The description of its step. */
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

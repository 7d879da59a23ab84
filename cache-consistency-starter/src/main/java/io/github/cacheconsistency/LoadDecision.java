package io.github.cacheconsistency;

/** What a reader that missed may do. */
public sealed interface LoadDecision {

    /** Load, then offer the value with {@code permit}. */
    record Granted(FillPermit permit) implements LoadDecision {}

    /** The key is not empty any more: somebody holds its lease or has just filled it. Look again. */
    record Occupied() implements LoadDecision {}

    /** Load and return the value, but do not cache it: a write is under way. */
    record Refused() implements LoadDecision {}

    /** The same, because the database could not be asked whether a write is under way. Nothing is held. */
    record ProbeFailed() implements LoadDecision {}
}

package io.github.cacheconsistency.test.oracle;

/**
 * A read or write of an {@link OperationLog}.
 *
 * @param started {@link Long#MIN_VALUE} for the write of the initial version
 * @param ended {@link Long#MAX_VALUE} for a write that never returned
 */
public record LoggedOperation(boolean write, long started, long ended, long version) {

    boolean isBefore(LoggedOperation other) {
        return ended < other.started;
    }

    /** As part of a sentence. */
    @Override
    public String toString() {
        if (started == Long.MIN_VALUE) {
            return "the write of version %d (before everything)".formatted(version);
        }
        return "the %s of version %d (from %d %s)"
                .formatted(
                        write ? "write" : "read",
                        version,
                        started,
                        ended == OperationLog.NEVER ? "on, never answered" : "to " + ended);
    }
}

package io.github.cacheconsistency.benchmarks.second;

/** A message between the two JVMs. It begins with its ordinal as one byte. */
enum Message {
    /** To the second JVM: run this contestant on these servers. */
    START,
    /** To the second JVM: read the row of the contestant that was started last, on this number of threads. */
    READ,
    /** Reply: the contestant runs; with its number of loads so far. */
    STARTED,
    /** Sent during the reads: the number of loads so far. */
    LOADS,
    /** Reply: the result of the threads. */
    TALLY,
    /** Reply in case of a failure: its reason. */
    FAILED;

    private static final Message[] ALL = values();

    static Message of(int code) {
        if (code < 0 || code >= ALL.length) {
            throw new IllegalStateException("Expected the code of a message, 0 to " + (ALL.length - 1) + ", found "
                    + code + ": do both JVMs run the same classes?");
        }
        return ALL[code];
    }
}

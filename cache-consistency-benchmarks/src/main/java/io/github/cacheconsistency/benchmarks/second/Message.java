package io.github.cacheconsistency.benchmarks.second;

/** What the two JVMs tell each other; each begins with the byte of its ordinal. */
enum Message {
    /** To the second JVM: run this contestant on these servers. */
    START,
    /** To the second JVM: so many threads read the row of the contestant that was started last. */
    READ,
    /** Back: it runs; how often it has loaded so far. */
    STARTED,
    /** Back, while it reads: how often it has loaded by now. */
    LOADS,
    /** Back: what the threads have done. */
    TALLY,
    /** Back, instead of an answer: why there is none. */
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

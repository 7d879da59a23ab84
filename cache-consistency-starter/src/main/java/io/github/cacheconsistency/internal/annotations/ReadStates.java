package io.github.cacheconsistency.internal.annotations;

/** The {@link ReadState} of each thread. Thread-safe. */
public final class ReadStates {

    private final ThreadLocal<ReadState> threads = ThreadLocal.withInitial(ReadState::new);

    /** Returns the state of the current thread. */
    public ReadState current() {
        return threads.get();
    }
}

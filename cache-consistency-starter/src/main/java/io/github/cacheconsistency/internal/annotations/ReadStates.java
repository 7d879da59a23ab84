package io.github.cacheconsistency.internal.annotations;

/** The {@link ReadState} of each thread. Thread-safe. */
public final class ReadStates {

    private final ThreadLocal<ReadState> threads = ThreadLocal.withInitial(ReadState::new);

    public ReadState current() {
        return threads.get();
    }
}

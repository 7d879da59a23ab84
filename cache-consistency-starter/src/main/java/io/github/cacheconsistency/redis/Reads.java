package io.github.cacheconsistency.redis;

/** The {@link ThreadReads} of every thread. */
public final class Reads {

    private final ThreadLocal<ThreadReads> threads = ThreadLocal.withInitial(ThreadReads::new);

    ThreadReads current() {
        return threads.get();
    }
}

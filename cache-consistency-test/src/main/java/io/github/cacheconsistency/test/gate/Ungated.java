package io.github.cacheconsistency.test.gate;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Lets the kit use the gated beans for its own operations, which are neither held nor recorded. */
public final class Ungated {

    private static final ThreadLocal<Boolean> ACTIVE = ThreadLocal.withInitial(() -> false);

    private Ungated() {}

    /** Whether the current thread bypasses all gates. */
    public static boolean isActive() {
        return ACTIVE.get();
    }

    /** Runs {@code work}, bypassing all gates. */
    public static <T extends @Nullable Object> T call(Callable<T> work) throws Exception {
        boolean before = ACTIVE.get();
        ACTIVE.set(true);
        try {
            return work.call();
        } finally {
            ACTIVE.set(before);
        }
    }
}

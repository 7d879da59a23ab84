package io.github.cacheconsistency.spi;

/**
 * Runs the fills that no reader waits for: those of strategies that {@link ConsistencyStrategy#fillsAsynchronously()}.
 * A fill is guarded by its lease, so it may come late without harm (docs/protocols.md, "row-lock-lease"); until it is
 * done, other readers of the key wait for it, up to their lease wait. Thread-safe.
 */
@FunctionalInterface
public interface FillExecutor {

    /**
     * Has {@code fill} run once, now or later, on any thread. It reports its own failures and throws nothing.
     *
     * <p>Fills must not pile up without bound: an executor that has no room runs {@code fill} on the calling thread. If
     * this throws, the fill was not taken, and the caller runs it.
     */
    void execute(Runnable fill);
}

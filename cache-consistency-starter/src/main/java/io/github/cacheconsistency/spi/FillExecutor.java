package io.github.cacheconsistency.spi;

/**
 * Runs the fills that no reader waits for: those of strategies with {@link ConsistencyStrategy#fillsAsynchronously()}.
 * A delayed fill is safe, because it is accepted only under its lease (docs/protocols.md, "row-lock-lease"). Until a
 * fill has ended, other readers of the key wait for it, at most for their lease wait. Thread-safe.
 */
@FunctionalInterface
public interface FillExecutor {

    /**
     * Runs {@code fill} once, now or later, on any thread. {@code fill} reports its own failures and throws nothing.
     *
     * <p>An implementation must bound the number of waiting fills; at the bound it runs {@code fill} on the calling
     * thread. If this method throws, the caller runs {@code fill}.
     */
    void execute(Runnable fill);
}

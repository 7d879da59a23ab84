package io.github.cacheconsistency.internal.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.DelayedInvalidation;
import io.github.cacheconsistency.spi.StrategyContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Cache-aside that deletes before the write, after it, and once more after a delay. It narrows the window for stale fills but
 * does not close it, so it guarantees nothing (docs/protocols.md, "delayed-double-delete"). A value that the application puts
 * is stored after the commit and not deleted later.
 */
final class DelayedDoubleDeleteStrategy extends UnconditionalReads {

    static final String NAME = "delayed-double-delete";

    private final String cacheName;
    private final DelayedInvalidation delayedInvalidation;
    private final Duration delay;

    DelayedDoubleDeleteStrategy(StrategyContext context) {
        super(context.store());
        this.cacheName = context.cacheName();
        this.delayedInvalidation = context.delayedInvalidation();
        this.delay = context.settings().doubleDeleteDelay();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void beforeWrite(Collection<CacheKey> keys) {
        store.invalidate(keys);
    }

    @Override
    void invalidateCommitted(List<CacheKey> keys) {
        // Scheduled first: the last delete must happen even if this one fails.
        delayedInvalidation.invalidateLater(keys, delay);
        store.invalidate(keys);
    }

    @Override
    public void afterClear(byte[] pattern) {
        delayedInvalidation.clearLater(cacheName, pattern, delay);
    }
}

package io.github.cacheconsistency.internal.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.StrategyContext;
import java.util.List;

/**
 * The textbook pattern: read, load, set; write, commit, delete. It guarantees nothing. It is the baseline that every race test
 * must be able to break (docs/protocols.md, "cache-aside").
 */
final class CacheAsideStrategy extends UnconditionalReads {

    static final String NAME = "cache-aside";

    CacheAsideStrategy(StrategyContext context) {
        super(context.store());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    void invalidateCommitted(List<CacheKey> keys) {
        store.invalidate(keys);
    }
}

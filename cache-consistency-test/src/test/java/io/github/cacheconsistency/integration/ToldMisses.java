package io.github.cacheconsistency.integration;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.MissPredictor;

/** Expects misses when a test says so, and of every key: what earlier tests did makes no difference. */
final class ToldMisses implements MissPredictor {

    private volatile boolean expected;

    void expect(boolean expected) {
        this.expected = expected;
    }

    @Override
    public boolean expectsMiss(CacheKey key) {
        return expected;
    }
}

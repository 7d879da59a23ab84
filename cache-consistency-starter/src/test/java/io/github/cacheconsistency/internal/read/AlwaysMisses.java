package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.MissPredictor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Predicts a miss for every key, and records its notifications. */
public final class AlwaysMisses implements MissPredictor {

    private final List<String> told = new ArrayList<>();

    /** The notifications, oldest first, as {@code event key}. */
    public List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public boolean expectsMiss(CacheKey key) {
        return true;
    }

    @Override
    public void found(CacheKey key) {
        told.add("found " + key);
    }

    @Override
    public void missed(CacheKey key) {
        told.add("missed " + key);
    }

    @Override
    public void invalidated(Collection<CacheKey> keys) {
        keys.forEach(key -> told.add("invalidated " + key));
    }
}

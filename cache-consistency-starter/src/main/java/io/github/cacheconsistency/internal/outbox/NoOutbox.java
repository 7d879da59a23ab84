package io.github.cacheconsistency.internal.outbox;

import io.github.cacheconsistency.internal.cache.Invalidation;
import java.util.Collection;
import java.util.Map;

/** An outbox that is turned off: nothing is durable. */
final class NoOutbox implements Outbox {

    @Override
    public boolean isEnabled() {
        return false;
    }

    @Override
    public Map<Invalidation, Long> write(Collection<Invalidation> invalidations) {
        throw new IllegalStateException("Expected an outbox. Set cache-consistency.outbox.enabled=true.");
    }

    @Override
    public boolean writeAlone(Collection<Invalidation> invalidations) {
        return false;
    }

    @Override
    public void remove(Collection<Long> ids) {}
}

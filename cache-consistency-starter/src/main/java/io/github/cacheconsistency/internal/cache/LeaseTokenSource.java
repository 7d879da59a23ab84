package io.github.cacheconsistency.internal.cache;

import io.github.cacheconsistency.spi.LeaseToken;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Creates lease tokens that are unique across all nodes and restarts: a random prefix for this instance and a counter.
 * Thread-safe.
 */
public final class LeaseTokenSource implements Supplier<LeaseToken> {

    private final String instance = UUID.randomUUID().toString();
    private final AtomicLong count = new AtomicLong();

    @Override
    public LeaseToken get() {
        return new LeaseToken(instance + '-' + Long.toString(count.incrementAndGet(), Character.MAX_RADIX));
    }
}

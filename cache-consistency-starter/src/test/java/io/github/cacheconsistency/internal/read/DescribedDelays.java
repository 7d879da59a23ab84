package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.DelayedInvalidation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Records delayed invalidations as {@code later keys delay} or {@code clear later cache pattern delay}, without
 * executing them.
 */
public record DescribedDelays(Consumer<String> descriptions) implements DelayedInvalidation {

    @Override
    public void invalidateLater(Collection<CacheKey> keys, Duration delay) {
        descriptions.accept("later " + keys + " " + delay);
    }

    @Override
    public void clearLater(String cacheName, byte[] pattern, Duration delay) {
        descriptions.accept(
                "clear later " + cacheName + " " + new String(pattern, StandardCharsets.UTF_8) + " " + delay);
    }
}

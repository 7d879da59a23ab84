package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.CacheKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One loaded value that is offered to the cache.
 *
 * @param permit the permit that was granted for {@code key} before the load
 * @param timeToLive {@code null} for an entry that does not expire
 */
public record Fill(
        CacheKey key,
        FillPermit permit,
        KeyState.Value value,
        @Nullable Duration timeToLive) {}

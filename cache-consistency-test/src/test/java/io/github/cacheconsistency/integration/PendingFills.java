package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.internal.read.BackgroundFills;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The fills that reads have left to background threads. A test that goes on from a fill waits for them: a value can be read
 * from Redis before the node knows of its own fill, so that listeners are still to be told and the in-flight load still
 * stands in the way of the next one.
 */
final class PendingFills {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final @Nullable BackgroundFills fills;

    /** @param fills {@code null} for a node that fills nothing in the background */
    PendingFills(@Nullable BackgroundFills fills) {
        this.fills = fills;
    }

    /** Returns when the fills of all reads that have returned are complete, in Redis and on this node. */
    void await() {
        if (fills != null) {
            assertThat(fills.awaitCompletion(LIMIT))
                    .as("all fills complete within %s", LIMIT)
                    .isTrue();
        }
    }
}

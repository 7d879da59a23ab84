package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.github.cacheconsistency.internal.outbox.OutboxWork;
import org.junit.jupiter.api.Test;

class OutboxLifecycleTest {

    /**
     * A paused time source runs delayed tasks at once, so a relay that still runs would schedule its next run again and
     * again.
     */
    @Test
    void stopsBeforeTimeDoesAndStartsAfterIt() {
        assertThat(new OutboxLifecycle(mock(OutboxWork.class), null).getPhase()).isGreaterThan(CacheShutdown.PHASE);
    }
}

package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.github.cacheconsistency.internal.outbox.OutboxWork;
import org.junit.jupiter.api.Test;

class OutboxLifecycleTest {

    /** Time that has stopped runs what is delayed at once: a relay that still runs would plan its next run for ever. */
    @Test
    void stopsBeforeTimeDoesAndStartsAfterIt() {
        assertThat(new OutboxLifecycle(mock(OutboxWork.class), null).getPhase()).isGreaterThan(CacheShutdown.PHASE);
    }
}

package io.github.cacheconsistency.test.time;

import io.github.cacheconsistency.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The library's time source in a race. The only class of this package that needs the starter on the class path. */
public final class VirtualTime implements TimeSource {

    private final SwitchableClock clock;

    public VirtualTime(SwitchableClock clock) {
        this.clock = clock;
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public boolean await(CompletionStage<?> signal, Duration atMost) {
        return clock.await(signal, atMost);
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        clock.schedule(task, delay);
    }

    @Override
    public void scheduleUpkeep(Runnable task, Duration delay) {
        clock.scheduleUpkeep(task, delay);
    }
}

package io.github.cacheconsistency.test.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.internal.read.BackgroundFills;
import io.github.cacheconsistency.internal.time.SystemTimeSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FillsOfRaceTasksTest {

    private final SystemTimeSource time = new SystemTimeSource();
    private final BackgroundFills background = BackgroundFills.together(time);
    private boolean driven;

    private final Object fills = new FillsOfRaceTasks(new Gate() {
                @Override
                public @Nullable Object pass(Operation operation, Command command) throws Throwable {
                    return command.execute();
                }

                @Override
                public boolean holdsCurrentThread() {
                    return driven;
                }
            })
            .postProcessAfterInitialization(background, "fills");

    @AfterEach
    void close() {
        background.close();
        time.close();
    }

    @Test
    void aTaskFillsItself() {
        driven = true;
        assertThat(threadOfAFill()).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void everybodyElseFillsInTheBackground() throws Exception {
        assertThat(threadOfAFill().get(60, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
    }

    /** The library waits for its own executor when it stops. */
    @Test
    void itStaysWhatItWas() {
        assertThat(fills).isInstanceOf(BackgroundFills.class);
    }

    private CompletableFuture<Thread> threadOfAFill() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        ((BackgroundFills) fills).execute(() -> thread.complete(Thread.currentThread()));
        return thread;
    }
}

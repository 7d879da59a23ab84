package io.github.cacheconsistency.test.explore;

import java.time.Duration;

/** Calls a listener at most once a second. */
final class ProgressTicker {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ProgressListener listener;
    private Duration last = Duration.ZERO;

    ProgressTicker(ProgressListener listener) {
        this.listener = listener;
    }

    boolean due(Duration elapsed) {
        return elapsed.minus(last).compareTo(PAUSE) >= 0;
    }

    void tick(Progress progress) {
        last = progress.elapsed();
        listener.progressed(progress);
    }
}

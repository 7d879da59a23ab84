package io.github.cacheconsistency.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogThrottleTests {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final List<Long> summaries = new ArrayList<>();
    private final LogThrottle throttle = new LogThrottle(time, INTERVAL, true, summaries::add);
    private final LogThrottle unscheduled = new LogThrottle(time, INTERVAL, false, summaries::add);

    @Test
    void theFirstEventIsReportedAtOnce() {
        assertThat(throttle.admit()).isTrue();
        assertThat(summaries).isEmpty();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void eventsThatFollowAreSummedUpAtTheEndOfTheInterval() {
        throttle.admit();
        for (int event = 0; event < 1000; event++) {
            assertThat(throttle.admit()).isFalse();
        }
        assertThat(time.scheduled()).isOne();
        time.advance(INTERVAL);
        assertThat(summaries).containsExactly(1000L);
    }

    @Test
    void aStreamOfEventsIsReportedOncePerInterval() {
        for (int second = 0; second < 100; second++) {
            throttle.admit();
            time.advance(Duration.ofSeconds(1));
        }
        throttle.flush();
        assertThat(summaries).hasSizeLessThanOrEqualTo(10);
        assertThat(summaries.stream().mapToLong(Long::longValue).sum()).isEqualTo(99);
    }

    @Test
    void anEventAfterAQuietIntervalIsReportedAtOnce() {
        throttle.admit();
        time.advance(INTERVAL);
        assertThat(throttle.admit()).isTrue();
        assertThat(summaries).isEmpty();
    }

    @Test
    void withoutAScheduleTheNextEventReports() {
        unscheduled.admit();
        unscheduled.admit();
        time.advance(INTERVAL);
        assertThat(summaries).isEmpty();
        assertThat(unscheduled.admit()).isFalse();
        assertThat(summaries).containsExactly(2L);
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void flushReportsWhatIsHeldOnce() {
        unscheduled.admit();
        unscheduled.admit();
        unscheduled.flush();
        unscheduled.flush();
        assertThat(summaries).containsExactly(1L);
    }

    @Test
    void noEventOfSeveralThreadsIsLost() throws Exception {
        AtomicLong reported = new AtomicLong();
        LogThrottle shared = new LogThrottle(time, INTERVAL, false, reported::addAndGet);
        int threads = 8;
        int events = 10_000;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                results.add(executor.submit(() -> {
                    start.await(60, TimeUnit.SECONDS);
                    for (int event = 0; event < events; event++) {
                        if (shared.admit()) {
                            reported.incrementAndGet();
                        } else if (event % 100 == 0) {
                            shared.flush();
                        }
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> result : results) {
                result.get(60, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
        shared.flush();
        assertThat(reported).hasValue((long) threads * events);
    }
}

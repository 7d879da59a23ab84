package io.github.cacheconsistency.test.scenario;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Concurrent readers and writers on real threads: the traffic of a minute, as fast as the machine allows.
 *
 * @param timeToLive the time-to-live within that minute; the entry expires whenever that share of the traffic is done
 * @param readers the number of threads that read
 * @param writers the number of threads that write
 * @param writersLate whether the writers start only after a quarter of the reads
 */
record Storm(Duration timeToLive, int readers, int writers, boolean writersLate) {

    private static final int READS = 20;
    private static final int WRITES = 5;
    private static final Duration TRAFFIC = Duration.ofMinutes(1);

    void run(RaceLab lab) {
        lab.variant(label(), race -> {
            StartLine start = new StartLine(readers + writers);
            AtomicInteger done = new AtomicInteger();
            CountDownLatch quarter = new CountDownLatch(writersLate ? readers * READS / 4 : 0);
            for (int i = 0; i < readers; i++) {
                race.reader("reader", READS, start::await, () -> {
                    done.incrementAndGet();
                    quarter.countDown();
                });
            }
            for (int i = 0; i < writers; i++) {
                Runnable ready = () -> {
                    start.await();
                    StartLine.await(quarter, "a quarter of the reads");
                };
                race.writer("writer", WRITES, ready, done::incrementAndGet);
            }
            race.race().runFreely(expiry(race, done));
            if (race.rejections().size() == writers * WRITES) {
                throw new AssertionError(
                        "Every write of the storm was rejected. Expected: at least one that is acknowledged; the cause is the first one",
                        race.rejections().get(0));
            }
            race.settle();
        });
    }

    private String label() {
        return "%d readers and %d writers%s, time-to-live %d s"
                .formatted(readers, writers, writersLate ? " that come late" : "", timeToLive.toSeconds());
    }

    /** Lets the entry expire each time that the traffic of another time-to-live is done. */
    private Runnable expiry(ScenarioRace race, AtomicInteger done) {
        long share = Math.max(1, (readers * READS + writers * WRITES) * timeToLive.toMillis() / TRAFFIC.toMillis());
        AtomicInteger expired = new AtomicInteger();
        return () -> {
            if (done.get() / share > expired.get()) {
                expired.set((int) (done.get() / share));
                race.race().expireAll();
            }
        };
    }
}

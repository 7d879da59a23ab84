package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.drive.Crew;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Removes the entries of all nodes periodically, as if they had expired. Never during a load: otherwise a contestant
 * would load twice because its first fill was removed.
 */
final class Expiries {

    private static final Duration QUIET = Duration.ofMillis(50);
    private static final Duration LOOK = Duration.ofMillis(1);

    private final Stage stage;
    private final LongSupplier loads;
    private volatile boolean over;
    private volatile int count;

    /**
     * Creates the expiries.
     *
     * @param loads supplies the number of loads so far
     */
    Expiries(Stage stage, LongSupplier loads) {
        this.stage = stage;
        this.loads = loads;
    }

    /** Removes entries while {@code readers} read. */
    Tally during(Supplier<Tally> readers) {
        Future<?> expiring = stage.crew().beside(() -> {
            run();
            return null;
        });
        Tally tally = readers.get();
        over = true;
        Crew.await(expiring);
        return tally;
    }

    /** Returns how often entries were removed and loaded again. */
    int count() {
        return count;
    }

    private void run() {
        while (!over) {
            awaitNoLoads();
            if (over) {
                return;
            }
            long before = loads.getAsLong();
            stage.servers().redis().flush();
            while (!over && loads.getAsLong() == before) {
                Quiet.pause(LOOK);
            }
            count = loads.getAsLong() == before ? count : count + 1;
        }
    }

    private void awaitNoLoads() {
        long last = loads.getAsLong();
        long since = System.nanoTime();
        while (!over && System.nanoTime() - since < QUIET.toNanos()) {
            Quiet.pause(LOOK);
            long now = loads.getAsLong();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
        }
    }
}

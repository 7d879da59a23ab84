package io.github.cacheconsistency.benchmarks.workload;

import io.github.cacheconsistency.benchmarks.contestant.Node;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Removes the entries of all nodes whenever they have been there for a while: as if they had expired. Never during a load: a
 * contestant must not be charged with a second load because its first fill was removed.
 */
final class Expiries {

    private static final Duration QUIET = Duration.ofMillis(50);
    private static final Duration LOOK = Duration.ofMillis(1);

    private final Stage stage;
    private final List<Node> nodes;
    private volatile boolean over;
    private volatile int count;

    Expiries(Stage stage, List<Node> nodes) {
        this.stage = stage;
        this.nodes = nodes;
    }

    /** Entries vanish while {@code readers} read. */
    Tally during(Supplier<Tally> readers) {
        Future<?> expiring = stage.crew().beside(() -> {
            run();
            return null;
        });
        Tally tally = readers.get();
        over = true;
        try {
            expiring.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Entries could not be removed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while entries were removed", e);
        }
        return tally;
    }

    /** How often they have vanished, and been loaded again. */
    int count() {
        return count;
    }

    private void run() {
        while (!over) {
            awaitNoLoads();
            if (over) {
                return;
            }
            long before = loads();
            stage.servers().redis().flush();
            while (!over && loads() == before) {
                Quiet.pause(LOOK);
            }
            count = loads() == before ? count : count + 1;
        }
    }

    private void awaitNoLoads() {
        long last = loads();
        long since = System.nanoTime();
        while (!over && System.nanoTime() - since < QUIET.toNanos()) {
            Quiet.pause(LOOK);
            long now = loads();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
        }
    }

    private long loads() {
        return nodes.stream().mapToLong(node -> node.table().loads()).sum();
    }
}

package io.github.cacheconsistency.test.oracle;

import io.github.cacheconsistency.test.oracle.LinearizabilityResult.Linearizable;
import java.util.Optional;

/**
 * Whether a log of reads and writes is linearizable: whether each of them can have taken effect at one moment between
 * its start and its end, each read returning what the last write before it wrote (Herlihy and Wing, "Linearizability: A
 * Correctness Condition for Concurrent Objects", TOPLAS 1990).
 *
 * <p>Where each version is written once, {@link Zones} decides in linear time, whether writes are finished or not.
 * Where a version is given again, as when a writer died and nobody knows whether its version is taken, {@link
 * LinearizationSearch} searches. Logs that are not in the order of their starts are sorted first, which takes n log n; of the
 * others that is known already.
 *
 * <p>How this relates to {@link Oracles}, which know the commits: if versions grow in the order in which COMMITs are
 * sent, as row locks make them, then {@code NO_STALE_AFTER_ACK}, {@code MONOTONIC} and {@code NO_DIRTY} hold exactly if
 * the history is linearizable {@linkplain #checkInVersionOrder in the order of the versions}, each write taken from the
 * sending of its COMMIT to its acknowledgement. That implies {@link #check linearizable}. The reverse is true where no
 * two writes overlap. Where they do, {@code MONOTONIC} and {@code NO_STALE_AFTER_ACK} see more: readers may agree on an
 * order that is not the database's, and no client can tell. {@code COMMIT_FRESH} sees more still.
 */
public final class Linearizability {

    /** How many states a search looks at unless told otherwise; some hundred megabytes. */
    public static final int DEFAULT_STATES = 1_000_000;

    private static final LinearizabilityResult LINEARIZABLE = new Linearizable();

    private Linearizability() {}

    /** Decides, or gives up after {@link #DEFAULT_STATES}; it never gives up if each version was written once. */
    public static LinearizabilityResult check(OperationLog log) {
        return check(log, DEFAULT_STATES);
    }

    /**
     * Decides, or gives up.
     *
     * @param maximalStates how many states a search may look at
     */
    public static LinearizabilityResult check(OperationLog log, int maximalStates) {
        OperationLog sorted = log.sorted();
        Zones zones = Zones.of(sorted);
        Optional<LinearizabilityResult> contradiction = zones.contradiction();
        if (contradiction.isPresent()) {
            return contradiction.get();
        }
        return zones.areComplete() ? LINEARIZABLE : new LinearizationSearch(sorted, maximalStates).search();
    }

    /**
     * Decides whether the log is linearizable with all writes in the order of their versions. Takes linear time where
     * versions are dense, else time to sort them.
     *
     * @throws IllegalArgumentException if a version was written twice
     */
    public static LinearizabilityResult checkInVersionOrder(OperationLog log) {
        Zones zones = Zones.of(log.sorted());
        if (!zones.areComplete()) {
            throw new IllegalArgumentException(
                    "Expected that each version is written once, found one that is written twice; their order is not known then: use check(..)");
        }
        return zones.contradictionInVersionOrder().orElse(LINEARIZABLE);
    }
}

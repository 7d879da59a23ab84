package io.github.cacheconsistency.test.oracle;

import io.github.cacheconsistency.test.oracle.LinearizabilityResult.Linearizable;
import java.util.Optional;

/**
 * Decides whether a log of reads and writes is linearizable: whether each operation can have taken effect at one moment
 * between its start and its end, such that each read returns the version of the last write before it (Herlihy and Wing,
 * "Linearizability: A Correctness Condition for Concurrent Objects", TOPLAS 1990).
 *
 * <p>If each version is written once, {@link Zones} decides in linear time, with finished and unfinished writes. If a
 * version may be written twice, for example because a writer died and it is unknown whether its version was used,
 * {@link LinearizationSearch} searches. A log that is not in the order of starts is sorted first, which takes O(n log
 * n).
 *
 * <p>How this relates to {@link Oracles}, which know the commits: if versions grow in the order in which COMMITs are
 * sent, as row locks make them, then {@code NO_STALE_AFTER_ACK}, {@code MONOTONIC} and {@code NO_DIRTY} hold exactly if
 * the history is linearizable {@linkplain #checkInVersionOrder in the order of the versions}, each write taken from the
 * sending of its COMMIT to its acknowledgement. That implies that it is {@link #check linearizable}. The reverse is
 * true if no two writes overlap. If they do, {@code MONOTONIC} and {@code NO_STALE_AFTER_ACK} are stronger: readers may
 * agree on an order that differs from that of the database, which no client can detect. {@code COMMIT_FRESH} is
 * stronger still.
 */
public final class Linearizability {

    /** The default limit of states of a search, which take some hundred megabytes. */
    public static final int DEFAULT_STATES = 1_000_000;

    private static final LinearizabilityResult LINEARIZABLE = new Linearizable();

    private Linearizability() {}

    /** Decides, or gives up after {@link #DEFAULT_STATES} states; always decides if each version was written once. */
    public static LinearizabilityResult check(OperationLog log) {
        return check(log, DEFAULT_STATES);
    }

    /**
     * Decides, or gives up.
     *
     * @param maximalStates the greatest number of states of a search
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
     * Decides whether the log is linearizable with all writes in the order of their versions. Takes linear time if
     * versions are dense, otherwise the time to sort them.
     *
     * @throws IllegalArgumentException if a version was written twice
     */
    public static LinearizabilityResult checkInVersionOrder(OperationLog log) {
        Zones zones = Zones.of(log.sorted());
        if (!zones.areComplete()) {
            throw new IllegalArgumentException(
                    "Expected that each version is written once, found one that is written twice, so that the order of the writes is unknown: use check(..)");
        }
        return zones.contradictionInVersionOrder().orElse(LINEARIZABLE);
    }
}

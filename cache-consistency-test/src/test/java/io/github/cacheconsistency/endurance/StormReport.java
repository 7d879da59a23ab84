package io.github.cacheconsistency.endurance;

import java.time.Duration;

/**
 * The outcome of a storm.
 *
 * @param where the servers
 * @param loads the number of reads that loaded from the database
 * @param committed the number of committed writes, those of killed writers included
 * @param killed the number of killed writers
 * @param evictions how often the evictor removed a key
 */
record StormReport(
        String strategy,
        String where,
        Duration duration,
        long reads,
        long loads,
        long writes,
        long committed,
        long killed,
        long evictions,
        int quiescences,
        Findings findings) {

    /** One line. */
    @Override
    public String toString() {
        return "Storm of %d s, %s on %s: %d reads (%d %% hits), %d writes (%d committed, %d killed), %d evictions, %d quiescent checks; %s"
                .formatted(
                        duration.toSeconds(),
                        strategy,
                        where,
                        reads,
                        reads == 0 ? 0 : 100 * (reads - loads) / reads,
                        writes,
                        committed,
                        killed,
                        evictions,
                        quiescences,
                        findings);
    }
}

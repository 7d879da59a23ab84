package io.github.cacheconsistency.endurance;

import java.time.Duration;
import java.util.Optional;

/**
 * The outcome of an outage.
 *
 * @param convergedAfter the time from the first reply of Redis until all cached values agreed with the database and
 * continued to; empty if it took longer than allowed
 * @param acknowledgedMeanwhile writes that began and returned while Redis was away
 * @param refusedMeanwhile writes that began and were refused while Redis was away
 */
record OutageReport(
        long reads,
        Optional<Duration> convergedAfter,
        long acknowledgedMeanwhile,
        long refusedMeanwhile,
        Findings findings) {

    /** One line. */
    @Override
    public String toString() {
        return "%d reads, none failed; converged after %s; meanwhile %d writes committed, %d refused; %s"
                .formatted(
                        reads,
                        convergedAfter
                                .map(duration -> duration.toMillis() + " ms")
                                .orElse("too long"),
                        acknowledgedMeanwhile,
                        refusedMeanwhile,
                        findings);
    }
}

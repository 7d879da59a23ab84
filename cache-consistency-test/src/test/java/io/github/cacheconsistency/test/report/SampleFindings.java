package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.report.SequenceEvent.Call;
import io.github.cacheconsistency.test.report.SequenceEvent.End;
import io.github.cacheconsistency.test.report.SequenceEvent.Note;
import io.github.cacheconsistency.test.report.SequenceEvent.Offence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sample verdicts for the report. */
final class SampleFindings {

    private SampleFindings() {}

    static VerdictRecord verdict(Property property, Expectation expected, Observation observed) {
        return verdict("R01", "lease", "PointsRaces (points)", property, expected, observed);
    }

    static VerdictRecord verdict(
            String scenario,
            String strategy,
            String subject,
            Property property,
            Expectation expected,
            Observation observed) {
        String replayId = observed == Observation.BROKEN ? scenario + ":" + strategy + ":1" : "";
        return new VerdictRecord(scenario, strategy, subject, property, expected, observed, 2, false, replayId);
    }

    /** A read of {@code key} that returns a wrong version. */
    static Sequence staleRead(String key) {
        return new Sequence(
                "the old value is cached",
                List.of("reader"),
                List.of(
                        new Note("expires: [" + key + "]"),
                        new Call(Duration.ZERO, "reader", "reader", Store.REDIS, "GET", key, "miss", false),
                        new Call(
                                Duration.ofMillis(500),
                                "reader",
                                "reader",
                                Store.DATABASE,
                                "SELECT",
                                "version FROM points",
                                "CommunicationsException",
                                true),
                        new End(Duration.ofMillis(500), "reader", "reader", "returns version 1", false, true),
                        new Offence(
                                Property.NO_STALE_AFTER_ACK,
                                "reader returned version 1, but before it started the write of version 2 was acknowledged")));
    }

    static Findings findings(RaceReport report, VerdictRecord... verdicts) {
        for (VerdictRecord verdict : verdicts) {
            boolean broken = verdict.observed() == Observation.BROKEN;
            report.recorderOf(new TestName("com.acme", "PointsRaces$Lease#R01_staleFillAtExpiry"))
                    .record(verdict, broken ? Optional.of(staleRead("points::1")) : Optional.empty());
        }
        return report.findings();
    }
}

package io.github.cacheconsistency.test.report;

import java.util.Comparator;
import java.util.Optional;

/**
 * A verdict as the report keeps it.
 *
 * @param test the test that found it, as a build tool selects it: {@code PointsRacesTest#R01_staleFillAtExpiry}
 */
record Finding(VerdictRecord verdict, String test, Optional<Sequence> counterexample) {

    /** By scenario, orders, strategy, subject and property. */
    static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.verdict().scenario())
            .thenComparing(finding -> finding.verdict().orders())
            .thenComparing(finding -> finding.verdict().strategy())
            .thenComparing(finding -> finding.verdict().subject())
            .thenComparing(finding -> finding.verdict().property());
}

package io.github.cacheconsistency.test.report;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A verdict with its test and its picture.
 *
 * @param test the test that found it
 * @param picture the picture of its counterexample, if any
 */
record Finding(
        VerdictRecord verdict, TestName test, @Nullable Sequence picture) implements Serializable {

    /** By scenario, orders, strategy, subject and property. */
    static final Comparator<Finding> ORDER = Comparator.comparing((Finding finding) -> SectionKey.of(finding.verdict()))
            .thenComparing(finding -> finding.verdict().strategy())
            .thenComparing(finding -> finding.verdict().subject())
            .thenComparing(finding -> finding.verdict().property());

    Optional<Sequence> counterexample() {
        return Optional.ofNullable(picture);
    }

    Finding withSubject(String subject) {
        return new Finding(verdict.withSubject(subject), test, picture);
    }
}

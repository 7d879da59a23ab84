package io.github.cacheconsistency.test.report;

import java.io.Serializable;

/**
 * A scenario on a subject.
 *
 * @param packageName of the test class, since two of them may call their subjects the same
 */
record Race(String packageName, String scenario, String strategy, String subject) implements Serializable {

    static Race of(Finding finding) {
        VerdictRecord verdict = finding.verdict();
        return new Race(finding.test().packageName(), verdict.scenario(), verdict.strategy(), verdict.subject());
    }

    static Race of(String packageName, NotJudged race) {
        return new Race(packageName, race.scenario(), race.strategy(), race.subject());
    }

    Subject of() {
        return new Subject(packageName, subject);
    }

    /** What was tested, by a test class of that package. */
    record Subject(String packageName, String name) implements Serializable {}
}

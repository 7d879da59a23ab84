package io.github.cacheconsistency.test.report;

import java.io.Serializable;

/**
 * A scenario on a subject.
 *
 * @param packageName the package of the test class, because two test classes may use the same name for their subjects
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

    /** A subject of the test classes of a package. */
    record Subject(String packageName, String name) implements Serializable {}
}

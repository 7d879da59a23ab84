package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.report.Race.Subject;
import java.io.Serializable;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The findings of one JUnit run: a part of the report of a build, which may have several.
 *
 * @param written the time of the run: if a race was run again, the later verdicts count
 */
record Fragment(
        Instant written,
        List<Finding> findings,
        Map<Race, NotJudged> notJudged,
        Map<SectionKey, String> stories,
        Map<Subject, List<String>> servers)
        implements Serializable {

    boolean isEmpty() {
        return findings.isEmpty() && notJudged.isEmpty();
    }

    /** The races of the run. */
    Set<Race> races() {
        Set<Race> races = new HashSet<>(notJudged.keySet());
        findings.forEach(finding -> races.add(Race.of(finding)));
        return races;
    }
}

package io.github.cacheconsistency.test.report;

import java.util.List;
import java.util.Map;

/**
 * All findings of a run, in the order of the report.
 *
 * @param stories the story of each scenario
 * @param servers the servers of each subject
 */
record Findings(
        List<Finding> verdicts,
        List<NotJudged> notJudged,
        Map<SectionKey, String> stories,
        Map<String, List<String>> servers) {}

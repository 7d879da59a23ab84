package io.github.cacheconsistency.test.report;

import java.util.List;
import java.util.Map;

/**
 * All that a run has found, in the order in which the report shows it.
 *
 * @param stories what happens in each scenario
 * @param servers what each subject ran on
 */
record Findings(
        List<Finding> verdicts,
        List<NotJudged> notJudged,
        Map<SectionKey, String> stories,
        Map<String, List<String>> servers) {}

package io.github.cacheconsistency.test.report;

import java.io.Serializable;

/**
 * A scenario without a verdict.
 *
 * @param skipped whether the subject does not support it; otherwise it failed
 * @param reason why it has no verdict
 */
public record NotJudged(String scenario, String strategy, String subject, boolean skipped, String reason)
        implements Serializable {

    NotJudged withSubject(String other) {
        return new NotJudged(scenario, strategy, other, skipped, reason);
    }
}

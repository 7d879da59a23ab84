package io.github.cacheconsistency.test.report;

import java.io.Serializable;

/**
 * A scenario without a verdict.
 *
 * @param skipped whether the subject cannot take part in it; otherwise it failed
 * @param reason what kept it from being judged
 */
public record NotJudged(String scenario, String strategy, String subject, boolean skipped, String reason)
        implements Serializable {

    NotJudged withSubject(String other) {
        return new NotJudged(scenario, strategy, other, skipped, reason);
    }
}

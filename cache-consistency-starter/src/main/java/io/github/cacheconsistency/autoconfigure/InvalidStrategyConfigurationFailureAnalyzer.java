package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/** Reports an invalid configuration as a description and an action, instead of a stack trace. */
final class InvalidStrategyConfigurationFailureAnalyzer
        extends AbstractFailureAnalyzer<InvalidStrategyConfigurationException> implements Ordered {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidStrategyConfigurationException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }

    /** Comes before the analyzer of Spring Boot for binding failures, whose report is less specific. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}

package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/**
 * Reports a configuration that cannot work as its description and what to do about it, instead of a stack trace.
 */
final class InvalidStrategyConfigurationFailureAnalyzer
        extends AbstractFailureAnalyzer<InvalidStrategyConfigurationException> implements Ordered {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidStrategyConfigurationException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }

    /** Before Spring Boot's analyzer of binding failures, which knows less about what is wrong and what to do. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}

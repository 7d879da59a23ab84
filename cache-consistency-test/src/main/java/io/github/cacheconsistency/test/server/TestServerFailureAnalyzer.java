package io.github.cacheconsistency.test.server;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports why the test servers of an application did not start, without a stack trace. */
final class TestServerFailureAnalyzer extends AbstractFailureAnalyzer<TestServerException> {

    @Override
    protected FailureAnalysis analyze(Throwable startUpFailure, TestServerException cause) {
        return new FailureAnalysis(
                "The test servers did not start: " + cause.getMessage(),
                "Do what the description says. All choices are in docs/races/reference.md, \"Databases\".",
                startUpFailure);
    }
}

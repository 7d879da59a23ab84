package io.github.cacheconsistency.test.server;

/** A test server could not be started, reached or stopped. The message says what to do. */
public final class TestServerException extends RuntimeException {

    /** Creates the exception with a message for the person running the test. */
    public TestServerException(String message) {
        super(message);
    }

    /** Creates the exception with a message for the person running the test, and what caused it. */
    public TestServerException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.github.cacheconsistency.test.server;

/** A test server could not be started, reached or stopped. The message says what to do. */
public final class TestServerException extends RuntimeException {

    /** Creates the exception with a message for the developer. */
    public TestServerException(String message) {
        super(message);
    }

    /** Creates the exception with a message for the developer, and its cause. */
    public TestServerException(String message, Throwable cause) {
        super(message, cause);
    }
}

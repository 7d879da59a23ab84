package io.github.cacheconsistency.test.explore;

/**
 * A program cannot be explored: it hangs, is not deterministic, or does something that the explorer cannot control. The
 * message says what was expected, what was found, and what to do.
 */
public final class ProgramError extends AssertionError {

    private static final long serialVersionUID = 1L;

    public ProgramError(String message) {
        super(message);
    }

    public ProgramError(String message, Throwable cause) {
        super(message, cause);
    }
}

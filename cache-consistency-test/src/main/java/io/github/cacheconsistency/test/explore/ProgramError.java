package io.github.cacheconsistency.test.explore;

/**
 * A program cannot be explored: it hangs, is not deterministic, or does something behind the back of the explorer. The
 * message says what was seen and what to do.
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

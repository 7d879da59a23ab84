package io.github.cacheconsistency;

/**
 * Thrown at start-up if the configuration of a cache is invalid. The message says what was expected and what was found;
 * {@link #action()} says what to change.
 */
public class InvalidStrategyConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * Creates the exception.
     *
     * @param description what was expected and what was found
     * @param action what to change
     */
    public InvalidStrategyConfigurationException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** What to change in the configuration. */
    public String action() {
        return action;
    }
}

package io.github.cacheconsistency;

/**
 * The configuration of a cache cannot work. It is thrown at start-up, and reported with what was found and what to do.
 */
public class InvalidStrategyConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * @param description what was expected and what was found
     * @param action what to write or change
     */
    public InvalidStrategyConfigurationException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** What to write or change. */
    public String action() {
        return action;
    }
}

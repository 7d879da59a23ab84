package io.github.cacheconsistency.spi;

/**
 * Identifies one lease of one reader. Unique across all nodes and restarts.
 *
 * @param value printable ASCII without spaces
 */
public record LeaseToken(String value) {

    /** The prefix of the {@link #value} of an unattended lease. No other value starts with it. */
    public static final String UNATTENDED = "~";

    /**
     * Returns this token as that of an unattended lease, which any reader may take over, because it is not known when
     * its holder fills.
     */
    public LeaseToken unattended() {
        return isUnattended() ? this : new LeaseToken(UNATTENDED + value);
    }

    /** Whether this is the token of an unattended lease, which any reader may take over. */
    public boolean isUnattended() {
        return value.startsWith(UNATTENDED);
    }
}

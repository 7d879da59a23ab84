package io.github.cacheconsistency.spi;

/**
 * Names one lease of one reader. Unique over all nodes and restarts.
 *
 * @param value printable ASCII without spaces
 */
public record LeaseToken(String value) {

    /** What the {@link #value} of an unattended lease begins with, and that of no other. */
    public static final String UNATTENDED = "~";

    /** The same token for a lease of which nobody tells when it ends: any reader may take such a lease over. */
    public LeaseToken unattended() {
        return isUnattended() ? this : new LeaseToken(UNATTENDED + value);
    }

    /** Whether any reader may take over the lease that this token names. */
    public boolean isUnattended() {
        return value.startsWith(UNATTENDED);
    }
}

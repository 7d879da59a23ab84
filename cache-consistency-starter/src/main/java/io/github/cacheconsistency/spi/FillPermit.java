package io.github.cacheconsistency.spi;

import org.jspecify.annotations.Nullable;

/**
 * Permits the reader of one key to offer its loaded value.
 *
 * @param token the lease of the reader, or {@code null} under strategies without leases
 */
public record FillPermit(@Nullable LeaseToken token) {

    /** A permit without a lease, for an unconditional fill. */
    public static final FillPermit UNCONDITIONAL = new FillPermit(null);
}

package io.github.cacheconsistency.spi;

import org.jspecify.annotations.Nullable;

/**
 * The right to offer one loaded value for one key.
 *
 * @param token the lease behind it, or {@code null} for strategies that take none
 */
public record FillPermit(@Nullable LeaseToken token) {

    /** A permit without a lease: the fill is unconditional. */
    public static final FillPermit UNCONDITIONAL = new FillPermit(null);
}

package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.Set;

/**
 * The versions that a read that starts now has to return at least; a read below one of them breaks a property. The
 * verdict of the oracles on the read depends on nothing else.
 *
 * @param acknowledged the newest version whose write was acknowledged
 * @param committed the newest version that was committed
 * @param read the newest version that a read has returned
 */
record Promised(long acknowledged, long committed, long read) {

    /** Before the first commit, acknowledgement and read. */
    static final Promised NOTHING = new Promised(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);

    Promised acknowledged(long version) {
        return new Promised(Math.max(acknowledged, version), committed, read);
    }

    Promised committed(long version) {
        return new Promised(acknowledged, Math.max(committed, version), read);
    }

    Promised read(long version) {
        return new Promised(acknowledged, committed, Math.max(read, version));
    }

    /** As text, without the versions of properties that are already {@code broken}. */
    String unless(Set<Property> broken) {
        return (broken.contains(Property.NO_STALE_AFTER_ACK) ? "" : "acknowledged " + acknowledged)
                + (broken.contains(Property.COMMIT_FRESH) ? "" : " committed " + committed)
                + (broken.contains(Property.MONOTONIC) ? "" : " read " + read);
    }
}

package io.github.cacheconsistency.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a Redis key holds (docs/protocols.md, "Key states in Redis").
 */
public sealed interface KeyState {

    /** Nothing, or bytes that cannot be told from nothing. */
    record Absent() implements KeyState {

        /** The only instance that is needed. */
        public static final Absent INSTANCE = new Absent();
    }

    /** The lease of a reader that is loading the value, or of an unattended look that may never come back. */
    record Lease(LeaseToken token) implements KeyState {

        /** Whether the next reader may take it over instead of waiting for its holder. */
        public boolean isUnattended() {
            return token.isUnattended();
        }
    }

    /**
     * A lease that nobody holds, left behind by a write: what is loaded now may be older than that write, and nothing can
     * be filled. Readers do not wait for it, because it ends only with time.
     */
    record Tombstone() implements KeyState {

        /** The only instance that is needed. */
        public static final Tombstone INSTANCE = new Tombstone();
    }

    /**
     * A value.
     *
     * @param payload the bytes that the cache's serializer wrote
     * @param version the version of the row, where the writer knew it
     */
    record Value(byte[] payload, @Nullable Long version) implements KeyState {}
}

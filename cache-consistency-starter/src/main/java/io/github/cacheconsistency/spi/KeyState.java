package io.github.cacheconsistency.spi;

import org.jspecify.annotations.Nullable;

/** The state of a Redis key (docs/protocols.md, "Key states in Redis"). */
public sealed interface KeyState {

    /** The key is absent, or holds bytes that are treated as absent. */
    record Absent() implements KeyState {

        /** The only instance that is needed. */
        public static final Absent INSTANCE = new Absent();
    }

    /**
     * The lease of a reader that is loading the value, or of an unattended lookup that may not be followed by a fill.
     */
    record Lease(LeaseToken token) implements KeyState {

        /** Whether the next reader may take the lease over instead of waiting. */
        public boolean isUnattended() {
            return token.isUnattended();
        }
    }

    /**
     * A lease without a holder, which a write has left. A value that is loaded meanwhile may be older than that write,
     * so the key cannot be filled. Readers do not wait for a tombstone, because only its time-to-live ends it.
     */
    record Tombstone() implements KeyState {

        /** The only instance that is needed. */
        public static final Tombstone INSTANCE = new Tombstone();
    }

    /**
     * A value.
     *
     * @param payload the bytes that the serializer of the cache wrote
     * @param version the version of the row, if the writer knew it
     */
    record Value(byte[] payload, @Nullable Long version) implements KeyState {}
}

package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.spi.KeyState;

/** The result of the lookup of a read: a value, or a load that has to follow. */
public sealed interface Lookup permits Lookup.Found, Load {

    /** The value in Redis. */
    record Found(KeyState.Value value) implements Lookup {}
}

package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.spi.KeyState;

/** How a read begins: the value is there, or it has to be loaded. */
public sealed interface Lookup permits Lookup.Found, Load {

    /** The value that Redis held. */
    record Found(KeyState.Value value) implements Lookup {}
}

package io.github.cacheconsistency.redis;

/**
 * A script to be run.
 *
 * @param keys the key, and the index of its cache if the script may create the key
 */
record ScriptCall(SingleKeyScript<Boolean> script, byte[][] keys, byte[]... arguments) {

    byte[] key() {
        return keys[0];
    }
}

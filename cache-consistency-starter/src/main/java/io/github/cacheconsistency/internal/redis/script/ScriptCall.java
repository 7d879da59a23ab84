package io.github.cacheconsistency.internal.redis.script;

/**
 * A script to be run.
 *
 * @param keys the key, and the index of its cache if the script may create the key
 */
public record ScriptCall(SingleKeyScript<Boolean> script, byte[][] keys, byte[]... arguments) {

    byte[] key() {
        return keys[0];
    }
}

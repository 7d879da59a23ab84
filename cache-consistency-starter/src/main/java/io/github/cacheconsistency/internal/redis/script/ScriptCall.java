package io.github.cacheconsistency.internal.redis.script;

/**
 * A script with its keys and arguments.
 *
 * @param keys the key, followed by the index of its cache if the script may create the key
 */
public record ScriptCall(SingleKeyScript<Boolean> script, byte[][] keys, byte[]... arguments) {

    byte[] key() {
        return keys[0];
    }
}

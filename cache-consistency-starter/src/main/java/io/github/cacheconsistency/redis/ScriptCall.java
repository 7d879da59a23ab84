package io.github.cacheconsistency.redis;

/** A script to be run on one key. */
record ScriptCall(SingleKeyScript<Boolean> script, byte[] key, byte[]... arguments) {}

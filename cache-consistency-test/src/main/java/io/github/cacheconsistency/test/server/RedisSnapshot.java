package io.github.cacheconsistency.test.server;

/**
 * What a Redis held at one moment, in its own file format. Instances are only good for
 * {@link EmbeddedRedis#restartFrom}.
 */
public final class RedisSnapshot {

    private final byte[] file;

    RedisSnapshot(byte[] file) {
        this.file = file;
    }

    byte[] file() {
        return file;
    }
}

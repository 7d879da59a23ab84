package io.github.cacheconsistency.test.server;

/**
 * The content of a Redis at one moment, in Redis' own file format, for {@link EmbeddedRedis#restartFrom}.
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

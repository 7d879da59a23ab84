package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the version that Redis and Valkey write to their log when they start. */
final class RedisVersion {

    private static final Pattern VERSION = Pattern.compile("(?:Redis|Valkey) version=([^,\\s]+)");

    private RedisVersion() {}

    static String in(Path log) {
        try {
            return in(ServerProcess.read(log));
        } catch (IOException e) {
            throw new UncheckedIOException("The log of the Redis server is gone", e);
        }
    }

    static String in(String log) {
        Matcher matcher = VERSION.matcher(log);
        return matcher.find() ? matcher.group(1) : "of unknown version";
    }
}

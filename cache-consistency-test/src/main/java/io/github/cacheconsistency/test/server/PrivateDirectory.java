package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A directory of one server, readable by this user only, gone when closed. */
final class PrivateDirectory implements AutoCloseable {

    // A Unix socket address holds 104 to 108 bytes; a longer temporary directory cannot hold the server's socket.
    private static final int LONGEST_SOCKET_DIRECTORY = 80;
    private static final Path SHORT_DIRECTORY = Path.of("/tmp");

    private final Path path;

    private PrivateDirectory(Path path) {
        this.path = path;
    }

    static PrivateDirectory create(String name) {
        try {
            String prefix = "cache-consistency-" + name + "-";
            Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
            if (parent.toString().length() > LONGEST_SOCKET_DIRECTORY - prefix.length()
                    && Files.isWritable(SHORT_DIRECTORY)) {
                parent = SHORT_DIRECTORY;
            }
            return new PrivateDirectory(Files.createTempDirectory(parent, prefix));
        } catch (IOException e) {
            throw new UncheckedIOException("No private directory for " + name + " in java.io.tmpdir", e);
        }
    }

    Path path() {
        return path;
    }

    Path directory(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a directory in " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            FileSystemUtils.deleteRecursively(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + path + "; delete it by hand", e);
        }
    }
}

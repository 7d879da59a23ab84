package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.util.FileSystemUtils;

/**
 * A directory of one server, readable by this user only, gone when closed. A lock on a file in it shows that its JVM
 * lives, see {@link AbandonedServers}.
 */
final class PrivateDirectory implements AutoCloseable {

    static final String PREFIX = "cache-consistency-server-";
    static final String OWNER_LOCK = "owner.lock";

    // A Unix socket address holds 104 to 108 bytes; a longer temporary directory cannot hold the server's socket.
    private static final int LONGEST_PARENT = 50;
    private static final Path SHORT_PARENT = Path.of("/tmp");

    private final Path path;
    private final FileChannel ownerLock;

    private PrivateDirectory(Path path, FileChannel ownerLock) {
        this.path = path;
        this.ownerLock = ownerLock;
    }

    static PrivateDirectory create() {
        Path parent = parent();
        try {
            AbandonedServers.removeFrom(parent);
            Path path = Files.createTempDirectory(parent, prefixOfThisJvm());
            return new PrivateDirectory(path, lock(path));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "A server needs a private directory in " + parent + ", but none can be made", e);
        }
    }

    static String prefixOfThisJvm() {
        return PREFIX + ProcessHandle.current().pid() + "-";
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
            ownerLock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + path + "; delete it by hand", e);
        }
    }

    private static Path parent() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        return parent.toString().length() > LONGEST_PARENT && Files.isWritable(SHORT_PARENT) ? SHORT_PARENT : parent;
    }

    private static FileChannel lock(Path path) throws IOException {
        // Locked before it has its name, so that nobody ever sees it unlocked while its owner lives.
        Path file = path.resolve(OWNER_LOCK + ".new");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        Files.move(file, path.resolve(OWNER_LOCK));
        return channel;
    }
}

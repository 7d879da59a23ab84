package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.util.FileSystemUtils;

/**
 * The directory of one server, readable by this user only, deleted when closed. A lock on a file in it shows that its
 * JVM is alive, see {@link AbandonedServers}; {@link JvmWatchdog} deletes it after its JVM was killed.
 */
final class PrivateDirectory implements AutoCloseable {

    static final String PREFIX = "cache-consistency-server-";
    static final String OWNER_LOCK = "owner.lock";

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
            JvmWatchdog.watch(parent.resolve(prefixOfThisJvm()).toString());
            Path path = Files.createTempDirectory(parent, prefixOfThisJvm());
            return new PrivateDirectory(path, lock(path));
        } catch (IOException e) {
            throw new TestServerException(
                    "A server needs a private directory in " + parent + ", but none can be created: " + e
                            + ". Make that directory writable and give it 200 MB, or run Java with -Djava.io.tmpdir of another one",
                    e);
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
        return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    }

    private static FileChannel lock(Path path) throws IOException {
        // Locked before it gets its name, so that no other process finds it unlocked while its owner is alive.
        Path file = path.resolve(OWNER_LOCK + ".new");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        Files.move(file, path.resolve(OWNER_LOCK));
        return channel;
    }
}

package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.springframework.util.FileSystemUtils;

/**
 * The programs of servers, unpacked once per user and version into {@code ~/.cache/cache-consistency-test} and used from
 * there by every later run. A user without a home unpacks them anew in every JVM.
 */
final class UnpackedPrograms {

    private UnpackedPrograms() {}

    /** Unpacks into an empty directory. */
    interface Unpacking {
        void into(Path directory) throws IOException;
    }

    /**
     * The directory with the programs called {@code version}, unpacked now unless an earlier run has done so. Waits while
     * another process is at it.
     *
     * @param remedy what to do if it fails, besides making room
     */
    static synchronized Path of(String version, Unpacking unpacking, String remedy) {
        Path cache = cache();
        try {
            Files.createDirectories(cache);
            Path base = cache.resolve(version);
            try (FileChannel channel = FileChannel.open(
                            cache.resolve(version + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isDirectory(base)) {
                    Path part = cache.resolve(version + ".part");
                    // Whole or not at all: a run that dies half way leaves only the part, which the next one replaces.
                    FileSystemUtils.deleteRecursively(part);
                    Files.createDirectory(part);
                    unpacking.into(part);
                    Files.move(part, base, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return base;
        } catch (IOException e) {
            throw new TestServerException(
                    "The programs of " + version + " cannot be unpacked into " + cache + ": " + e.getMessage()
                            + ". Make the directory writable and give it 400 MB, " + remedy,
                    e);
        }
    }

    private static Path cache() {
        Path home = Path.of(System.getProperty("user.home"));
        if (home.isAbsolute() && Files.isWritable(home)) {
            return home.resolve(".cache").resolve("cache-consistency-test");
        }
        // Accounts of build machines may have no home. A fixed place in a shared directory could hold anybody's
        // programs.
        PrivateDirectory directory = PrivateDirectory.create();
        JvmServers.add(directory);
        return directory.path();
    }
}

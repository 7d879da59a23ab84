package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The programs of servers, unpacked once per user and version into {@code ~/.cache/cache-consistency-test} and reused
 * by later runs. If that directory is not writable, each JVM unpacks them again.
 */
final class UnpackedPrograms {

    private static final Logger logger = LoggerFactory.getLogger(UnpackedPrograms.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(100);

    /** Static on purpose, as is {@link JvmServers}: it is deleted when the JVM ends. */
    private static @Nullable Path ofThisJvm;

    private UnpackedPrograms() {}

    /** Unpacks into an empty directory. */
    interface Unpacking {
        void into(Path directory) throws IOException;
    }

    /**
     * The directory with the programs {@code version}, which are unpacked unless an earlier run has done so. Waits up
     * to five minutes for another process that unpacks them.
     *
     * @param remedy what to do if it fails, apart from freeing disk space
     * @throws TestServerException if they cannot be unpacked, with the reason
     */
    static synchronized Path of(String version, Unpacking unpacking, String remedy) {
        Path base = ofUser().resolve(version);
        // It was moved there atomically, so this check needs no lock and no writable directory.
        if (Files.isDirectory(base)) {
            return base;
        }
        Path cache = writable();
        try {
            return unpacked(cache, version, unpacking);
        } catch (IOException | TestServerException e) {
            throw new TestServerException(
                    "The programs of " + version + " cannot be unpacked into " + cache + ": " + e.getMessage()
                            + ". Make the directory writable and give it 500 MB, or " + remedy,
                    e);
        }
    }

    private static Path unpacked(Path cache, String version, Unpacking unpacking) throws IOException {
        Path base = cache.resolve(version);
        Path lockFile = cache.resolve(version + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel, lockFile)) {
            if (lock.isValid() && !Files.isDirectory(base)) {
                Path part = cache.resolve(version + ".part");
                // Atomic: a run that is killed leaves only the partial directory, which the next run replaces.
                FileSystemUtils.deleteRecursively(part);
                Files.createDirectory(part);
                try {
                    unpacking.into(part);
                    Files.move(part, base, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    // Deleted after a failure as well, to free the disk space.
                    FileSystemUtils.deleteRecursively(part);
                }
            }
        }
        return base;
    }

    private static FileLock lock(FileChannel channel, Path file) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock != null) {
            return lock;
        }
        logger.info("Waiting for another process that is unpacking the same programs: it has locked {}", file);
        try {
            return Awaitility.await()
                    .pollInSameThread()
                    .pollInterval(POLL)
                    .atMost(LONGEST_WAIT)
                    .until(channel::tryLock, Objects::nonNull);
        } catch (ConditionTimeoutException e) {
            throw new IOException(
                    "another process has held the lock on " + file + " for " + LONGEST_WAIT + "; end it if it hangs",
                    e);
        }
    }

    private static Path ofUser() {
        return Path.of(System.getProperty("user.home")).resolve(".cache").resolve("cache-consistency-test");
    }

    private static Path writable() {
        Path cache = ofUser();
        if (cache.isAbsolute()) {
            try {
                Files.createDirectories(cache);
                if (Files.isWritable(cache)) {
                    return cache;
                }
            } catch (IOException e) {
                logger.debug("{} cannot be made", cache, e);
            }
        }
        if (ofThisJvm == null) {
            ofThisJvm = temporary(cache);
        }
        return ofThisJvm;
    }

    /** A private directory, because another user could put programs into a fixed path of a shared directory. */
    private static Path temporary(Path cache) {
        PrivateDirectory directory = PrivateDirectory.create();
        JvmServers.add(directory);
        logger.warn(
                "{} cannot be written, so every run unpacks the test servers into {} again, which takes seconds and 500 MB."
                        + " Make the first directory writable, or run Java with -Duser.home of another directory",
                cache,
                directory.path());
        return directory.path();
    }
}

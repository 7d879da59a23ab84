package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** Ends the servers of JVMs that were killed and ran no shutdown hook, and deletes their files. */
final class AbandonedServers {

    private static final Logger logger = LoggerFactory.getLogger(AbandonedServers.class);

    private AbandonedServers() {}

    static void removeFrom(Path parent) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, PrivateDirectory.PREFIX + "*")) {
            for (Path directory : directories) {
                // Not those of this JVM: closing a second channel to a file would release the JVM's lock on it.
                if (!directory.getFileName().toString().startsWith(PrivateDirectory.prefixOfThisJvm())) {
                    removeIfAbandoned(directory);
                }
            }
        }
    }

    private static void removeIfAbandoned(Path directory) {
        Path file = directory.resolve(PrivateDirectory.OWNER_LOCK);
        if (!Files.isWritable(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                logger.info("Removing a test server whose JVM was killed: {}", directory);
                ProcessHandle.allProcesses()
                        .filter(process -> uses(process, directory))
                        .forEach(ProcessHandle::destroyForcibly);
                FileSystemUtils.deleteRecursively(directory);
            }
        } catch (IOException e) {
            logger.warn("A test server of a killed JVM remains in {}; delete it by hand", directory, e);
        }
    }

    private static boolean uses(ProcessHandle process, Path directory) {
        ProcessHandle.Info info = process.info();
        return info.command()
                        .filter(command -> command.startsWith(directory.toString()))
                        .isPresent()
                || info.commandLine()
                        .filter(line -> line.contains(directory.toString()))
                        .isPresent();
    }
}

package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks the free disk space for a server, because on a full disk some servers wait for space instead of failing. */
final class DiskSpace {

    private static final long MEGABYTE = 1L << 20;
    private static final String REMEDY = "Make room there, or run Java with -Djava.io.tmpdir of another directory";

    private DiskSpace() {}

    /** @throws TestServerException if less than {@code megabytes} are free; the message says what to do */
    static void require(String server, Path directory, long megabytes) {
        if (isBelow(directory, megabytes)) {
            throw new TestServerException(server + " needs " + megabytes + " MB, but the disk of " + directory + " has "
                    + free(directory) + " left. " + REMEDY + ", or " + StartFailure.ALTERNATIVE);
        }
    }

    /** Whether not even a log can be written. */
    static boolean isUsedUp(Path directory) {
        return isBelow(directory, 1);
    }

    /** @param server the subject of the first sentence */
    static String full(String server, Path directory) {
        return server + " cannot continue, because the disk of " + directory + " is full. " + REMEDY;
    }

    private static boolean isBelow(Path directory, long megabytes) {
        try {
            FileStore store = Files.getFileStore(directory);
            // Some network file systems report a size of 0.
            return store.getTotalSpace() > 0 && store.getUsableSpace() < megabytes * MEGABYTE;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static String free(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace() / MEGABYTE + " MB";
        } catch (IOException unknown) {
            return "an unknown amount";
        }
    }
}

package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room for what a server writes. On a full disk some servers wait for room instead of failing. */
final class DiskSpace {

    private static final long MEGABYTE = 1L << 20;
    private static final String REMEDY = "Make room there, or run Java with -Djava.io.tmpdir of another directory";

    private DiskSpace() {}

    /** @throws TestServerException if there is less room than {@code megabytes}, with what to do */
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

    /** @param server subject of the sentence that this begins */
    static String full(String server, Path directory) {
        return server + " cannot go on, because the disk of " + directory + " is full. " + REMEDY;
    }

    private static boolean isBelow(Path directory, long megabytes) {
        try {
            FileStore store = Files.getFileStore(directory);
            // Some network file systems tell nothing.
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

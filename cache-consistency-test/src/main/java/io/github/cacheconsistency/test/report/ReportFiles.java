package io.github.cacheconsistency.test.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes files into a directory atomically: a reader sees the old content or the new one. */
record ReportFiles(Path directory) {

    void write(String name, byte[] content) throws IOException {
        Files.createDirectories(directory);
        Path written = directory.resolve(name + "-" + UUID.randomUUID() + ".tmp");
        try {
            Files.write(written, content);
            Files.move(written, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}

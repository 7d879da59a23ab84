package io.github.cacheconsistency.targets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what one run measures. At its end the table is printed and written, where {@value #FILE} says, and into the
 * page of the documentation if {@value #PAGE} is {@code true}. Other runs than those of the profile {@code targets} set neither,
 * and nothing is written then. Thread-safe.
 */
public final class Targets implements AutoCloseable {

    static final String FILE = "targets.file";
    static final String PAGE = "targets.write";

    private final @Nullable Path file;
    private final boolean writesPage;
    private final Machine before = Machine.now();
    private final List<Measurement> measurements = new ArrayList<>();

    /** @param file where the table is written; {@code null} to write nothing */
    Targets(@Nullable Path file, boolean writesPage) {
        this.file = file;
        this.writesPage = writesPage;
    }

    /**
     * Adds a row.
     *
     * @param measured the number, and what is in it
     * @param met whether it is what was aimed at
     */
    public synchronized void add(Target target, String measured, boolean met) {
        measurements.add(new Measurement(target, measured, met));
    }

    /** @throws IllegalStateException if the page is to be written, but something was not measured: half a table is none */
    @Override
    public synchronized void close() throws IOException {
        if (file == null) {
            return;
        }
        TargetsTable table = new TargetsTable(measurements);
        String text = table.markdown() + "\n" + before.describe(Machine.now()) + "\n";
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
        System.out.printf("%nThe targets of the race kit (%s):%n%n%s%n", file, text);
        if (writesPage) {
            if (!table.missing().isEmpty()) {
                throw new IllegalStateException(
                        TargetsPage.PART.page() + " is left as it is. Not measured in this run: " + table.missing()
                                + ". Run all tests of the profile 'targets'.");
            }
            TargetsPage.PART.write(text);
        }
    }
}

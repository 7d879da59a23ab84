package io.github.cacheconsistency.targets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the measurements of one run. At its end the table is printed and written to {@value #FILE}, and to the page
 * of the documentation if {@value #PAGE} is {@code true}. Only the profile {@code targets} sets these properties;
 * without them nothing is written. Thread-safe.
 */
public final class Targets implements AutoCloseable {

    static final String FILE = "targets.file";
    static final String PAGE = "targets.write";

    private final @Nullable Path file;
    private final boolean writesPage;
    private final Machine before = Machine.now();
    private final List<Measurement> measurements = new ArrayList<>();

    /** @param file the file of the table; {@code null} to write nothing */
    Targets(@Nullable Path file, boolean writesPage) {
        this.file = file;
        this.writesPage = writesPage;
    }

    /**
     * Adds a row.
     *
     * @param measured the number, and what it includes
     * @param met whether the target is met
     */
    public synchronized void add(Target target, String measured, boolean met) {
        measurements.add(new Measurement(target, measured, met));
    }

    /** @throws IllegalStateException if the page would be written with an incomplete table */
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

package io.github.cacheconsistency.test.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fragments of a build's report, in files beside it: one for each JUnit run, in any number of processes. Fragments
 * of other builds are deleted.
 *
 * <p>Needs no lock. Invariant: once all runs have ended, the report has all fragments. A run adds its fragment before
 * it writes the report, and lists the fragments again after it has written: so the run that writes last has read all
 * fragments.
 */
final class Fragments {

    private static final Logger log = LoggerFactory.getLogger(Fragments.class);

    private static final String SUFFIX = ".fragment";

    /**
     * The builds of a process that runs for days, such as a development environment, are distinguished by this age
     * only.
     */
    private static final Duration OLDEST = Duration.ofHours(12);

    private static final ObjectInputFilter OWN_TYPES = ObjectInputFilter.Config.createFilter(
            "io.github.cacheconsistency.test.**;java.lang.*;java.util.*;java.time.*;!*");

    private final Path directory;
    private final ReportFiles files;
    private final String build;
    private final List<Fragment> fragments = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    /** @param build the same for all runs that belong together, and for no other */
    Fragments(Path report, String build) {
        this.directory = report.resolve("fragments");
        this.files = new ReportFiles(directory);
        this.build = build;
    }

    void add(Fragment fragment) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(fragment);
        }
        files.write(build + "-" + UUID.randomUUID() + SUFFIX, bytes.toByteArray());
    }

    /** Reads new fragments; returns whether there were any. */
    boolean refresh() throws IOException {
        boolean found = false;
        for (Path file : list()) {
            if (seen.add(file)) {
                found = true;
                read(file);
            }
        }
        return found;
    }

    /** The fragments that were read so far. */
    List<Fragment> all() {
        return Collections.unmodifiableList(fragments);
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .toList();
        }
    }

    private void read(Path file) throws IOException {
        if (!file.getFileName().toString().startsWith(build + "-")) {
            Files.deleteIfExists(file);
            return;
        }
        try (ObjectInputStream stream = new ObjectInputStream(Files.newInputStream(file))) {
            stream.setObjectInputFilter(OWN_TYPES);
            Fragment fragment = (Fragment) stream.readObject();
            if (fragment.written().isBefore(Instant.now().minus(OLDEST))) {
                Files.deleteIfExists(file);
            } else {
                fragments.add(fragment);
            }
        } catch (IOException | ClassNotFoundException e) {
            log.warn(
                    "Not in the race report: {} was written by another version of the race kit and is deleted",
                    file,
                    e);
            Files.deleteIfExists(file);
        }
    }
}

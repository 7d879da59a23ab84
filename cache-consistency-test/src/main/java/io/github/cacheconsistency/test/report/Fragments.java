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
 * The fragments of one build's report, in files beside it: one for each JUnit run, however many processes the build has. Those
 * of other builds are deleted.
 *
 * <p>Needs no lock. Invariant: once all runs have ended, the report has all fragments. A fragment is added before its run
 * writes the report, and a run looks again after it has written: so whoever writes last has seen all there are, or someone
 * whose fragment it has missed writes after it.
 */
final class Fragments {

    private static final Logger log = LoggerFactory.getLogger(Fragments.class);

    private static final String SUFFIX = ".fragment";

    /** Where the process that starts runs lives for days, as development environments do, its builds cannot be told apart. */
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

    /** Looks for new ones; whether there were any. */
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

    /** Those that were found so far. */
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
                    "Left out of the race report, because another version of the race kit has written it: {}", file, e);
            Files.deleteIfExists(file);
        }
    }
}

package io.github.cacheconsistency.test.report;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Identifies the build of a JUnit run: runs belong together if the same process of a build tool has started them. */
final class Build {

    private static final Pattern JAVA = Pattern.compile(".*[/\\\\]javaw?(?:\\.exe)?");

    private Build() {}

    /**
     * Identifies the process that runs the build: the nearest ancestor of this process that runs Java, because a fork
     * may be started through a shell; if there is none, the parent.
     */
    static String current() {
        ProcessHandle self = ProcessHandle.current();
        return ancestors(self)
                .filter(ancestor -> ancestor.info()
                        .command()
                        .filter(command -> JAVA.matcher(command).matches())
                        .isPresent())
                .findFirst()
                .or(() -> ancestors(self).findFirst())
                .map(Build::name)
                .orElseGet(() -> name(self));
    }

    private static Stream<ProcessHandle> ancestors(ProcessHandle process) {
        return Stream.iterate(process.parent(), Optional::isPresent, parent -> parent.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream);
    }

    /** Process ids are reused; together with the start time they are unique. */
    private static String name(ProcessHandle process) {
        return process.pid() + "."
                + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}

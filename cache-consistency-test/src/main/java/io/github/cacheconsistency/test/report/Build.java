package io.github.cacheconsistency.test.report;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which JUnit runs belong together: those that the same build tool has started, one after the other or at the same time. */
final class Build {

    private static final Pattern JAVA = Pattern.compile(".*[/\\\\]javaw?(?:\\.exe)?");

    private Build() {}

    /**
     * Names the process that runs the build: of those that have started this one, the nearest in which Java runs, since a
     * fork may be started through a shell; without one, the nearest.
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

    /** Numbers of processes are given again; with their beginning they are not. */
    private static String name(ProcessHandle process) {
        return process.pid() + "."
                + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}

package io.github.cacheconsistency.targets;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The machine of a run.
 *
 * @param load the average number of processes of the last minute that ran or waited for a processor; negative if unknown
 */
record Machine(double load) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    static Machine now() {
        return new Machine(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** @param after the same machine at the end of the run */
    String describe(Machine after) {
        Runtime runtime = Runtime.getRuntime();
        return String.format(
                Locale.ROOT,
                "Measured on %s, on %d processors (%s), %s %s, Java %s, at most %d MB of heap. Processes that ran or waited for a processor: %.1f before the run, %.1f at its end, its own included.",
                LocalDate.now(ZoneOffset.UTC),
                runtime.availableProcessors(),
                processor(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                runtime.maxMemory() >> 20,
                load,
                after.load);
    }

    private static String processor() {
        if (!Files.isReadable(PROCESSORS)) {
            return "of unknown make";
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("of unknown make");
        } catch (IOException e) {
            return "of unknown make: " + e.getMessage();
        }
    }
}

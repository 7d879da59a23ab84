package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.report.Results.MicroResult;
import java.util.List;
import java.util.Locale;

/** The section about single hits. */
final class MicroSection {

    private MicroSection() {}

    static void append(StringBuilder page, List<MicroResult> results) {
        if (results.isEmpty()) {
            return;
        }
        page.append("""

                ## One hit, by JMH

                One key, each contestant in a JVM of its own, its time and JMH's GC profiler: what the threads of the JVM allocate for \
                one hit. Contestants follow each other here, so compare the bytes and not the times.

                | | threads | bytes per hit | \u00b5s per hit | iterations of 1 s |
                |---|---|---|---|---|
                """);
        for (MicroResult result : results) {
            page.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %d | %,.0f | %.1f \u00b1 %.1f | %d |%n",
                    result.contestant(),
                    result.threads(),
                    result.bytes(),
                    result.micros(),
                    result.error(),
                    result.iterations()));
        }
    }
}

package io.github.cacheconsistency.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The documentation files that are generated from results. */
public final class Publication {

    private static final String ANSWERS = "benchmarks.md";
    private static final String EVIDENCE = "evidence/";

    private Publication() {}

    /**
     * Returns their contents by path relative to the documentation directory: the answers, and all results with their
     * plots.
     */
    public static Map<String, String> of(Results results) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(ANSWERS, AnswersPage.of(results));
        files.put(EVIDENCE + "benchmarks.md", Page.of(results));
        Plots.of(results).forEach(plot -> files.put(EVIDENCE + plot.file(), Svg.of(plot)));
        return files;
    }

    /** Writes them to the documentation directory; returns the page with the answers. */
    public static Path write(Results results, Path docs) {
        of(results).forEach((name, content) -> {
            Path file = docs.resolve(name);
            try {
                Files.writeString(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + file, e);
            }
        });
        return docs.resolve(ANSWERS);
    }
}

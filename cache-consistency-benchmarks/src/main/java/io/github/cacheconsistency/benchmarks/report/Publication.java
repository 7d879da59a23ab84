package io.github.cacheconsistency.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of the documentation that are made of results. */
public final class Publication {

    private static final String PAGE = "benchmarks.md";

    private Publication() {}

    /** Their contents by name: the page and its plots. */
    public static Map<String, String> of(Results results) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(PAGE, Page.of(results));
        Plots.of(results).forEach(plot -> files.put(plot.file(), Svg.of(plot)));
        return files;
    }

    /** Writes them; returns the page. */
    public static Path write(Results results, Path directory) {
        of(results).forEach((name, content) -> {
            try {
                Files.writeString(directory.resolve(name), content);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + directory.resolve(name), e);
            }
        });
        return directory.resolve(PAGE);
    }
}

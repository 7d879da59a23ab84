package io.github.cacheconsistency.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page says what the results say: nothing on it was written by hand. */
class PageTest {

    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void thePageIsMadeOfTheResultsBesideIt() {
        Results results = ResultsFile.read(DOCS.resolve("benchmarks.json"));

        assertThat(DOCS.resolve("benchmarks.md"))
                .as("Write the page with the command on it, and --page")
                .hasContent(Page.of(results));
    }
}

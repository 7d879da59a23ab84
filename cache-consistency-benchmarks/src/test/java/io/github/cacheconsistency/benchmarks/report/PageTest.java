package io.github.cacheconsistency.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The pages are generated from the results; only the prose of the answers and the causes of missed targets are written
 * by hand.
 */
class PageTest {

    private static final Path DOCS = Path.of("..", "docs");

    private final Results results = ResultsFile.read(DOCS.resolve("evidence").resolve("benchmarks.json"));

    @Test
    void thePagesAndTheirPlotsAreMadeOfTheResults() {
        assertThat(Publication.of(results))
                .allSatisfy((name, content) -> assertThat(DOCS.resolve(name))
                        .as("Write the pages with the command on them, and --page")
                        .hasContent(content));
    }

    @Test
    void everyMissedTargetHasACause() {
        Causes causes = Causes.written();
        List<Target> missed =
                Targets.of(results).stream().filter(Target::missed).toList();

        assertThat(missed)
                .as("Write why, and what was tried, into causes.md")
                .allSatisfy(target -> assertThat(causes.of(target)).isNotNull());
    }

    @Test
    void everyCauseIsOfATarget() {
        List<String> names = Targets.of(results).stream().map(Target::name).toList();

        assertThat(names).doesNotHaveDuplicates().containsAll(Causes.written().names());
    }
}

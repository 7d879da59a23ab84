package io.github.cacheconsistency.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.cacheconsistency.benchmarks.report.Results.SettingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

    private static final Map<String, String> HERE = Map.of("machine", "this one");

    private Path file;

    @BeforeEach
    void inADirectoryOfItsOwn(@TempDir Path directory) {
        file = directory.resolve("new").resolve("results.json");
    }

    @Test
    void whatIsThereBeforeTheEndIsMarkedAsIncomplete() {
        ResultsFile results = ResultsFile.open(file, HERE);

        results.put(setting("hit", 1));

        assertThat(ResultsFile.read(file).complete()).isFalse();
        assertThat(ResultsFile.read(file).settings()).hasSize(1);
        assertThat(Page.of(ResultsFile.read(file))).contains("Incomplete");
    }

    @Test
    void theEndCompletesIt() {
        ResultsFile results = ResultsFile.open(file, HERE);
        results.put(setting("hit", 1));

        results.complete();

        assertThat(ResultsFile.read(file).complete()).isTrue();
        assertThat(Page.of(ResultsFile.read(file))).doesNotContain("Incomplete");
    }

    @Test
    void aLaterRunReplacesWhatItMeasuresAndKeepsTheRest() {
        ResultsFile.open(file, HERE).put(setting("hit", 1));
        ResultsFile.open(file, HERE).put(setting("miss", 1));

        ResultsFile.open(file, HERE).put(setting("hit", 3));

        assertThat(ResultsFile.read(file).settings())
                .extracting(SettingResult::workload, SettingResult::rounds)
                .containsExactly(tuple("hit", 3), tuple("miss", 1));
    }

    @Test
    void resultsOfAnotherMachineAreNotMixedIn() {
        ResultsFile.open(file, Map.of("machine", "another one")).put(setting("hit", 1));

        ResultsFile.open(file, HERE).put(setting("miss", 1));

        assertThat(ResultsFile.read(file).settings())
                .extracting(SettingResult::workload)
                .containsExactly("miss");
    }

    private static SettingResult setting(String workload, int rounds) {
        return new SettingResult(workload, "", 1, 0, "2026-01-01T00:00:00Z", rounds, rounds, 100, List.of());
    }
}

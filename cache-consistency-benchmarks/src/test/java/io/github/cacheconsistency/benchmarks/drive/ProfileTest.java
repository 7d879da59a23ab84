package io.github.cacheconsistency.benchmarks.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.benchmarks.profile.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contents of a recording and of the file beside it. */
class ProfileTest {

    @Test
    void stacksOfSlicesAreKeptByContestant(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("slices.jfr");

        Profile.during(file, () -> {
            try (Crew crew = new Crew()) {
                crew.servesTo("first");
                crew.perform(1, Duration.ofMillis(400), worker -> compute(worker));
                return crew.perform(1, Duration.ofMillis(1), worker -> compute(worker));
            }
        });

        assertThat(file).isNotEmptyFile();
        assertThat(Files.readAllLines(directory.resolve("slices.jfr.collapsed")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("first;").matches(".* \\d+"))
                .anySatisfy(line -> assertThat(line).contains("ProfileTest.compute"));
    }

    private static void compute(Worker worker) {
        double sum = 0;
        for (int step = 0; step < 10_000; step++) {
            sum += Math.sqrt(worker.random().nextDouble());
        }
        assertThat(sum).isPositive();
    }
}

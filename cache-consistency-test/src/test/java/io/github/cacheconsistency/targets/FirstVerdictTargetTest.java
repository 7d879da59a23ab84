package io.github.cacheconsistency.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures {@code mvn test} in a new project, from the command to the end of Maven, without the network: Maven copies
 * from a directory instead of downloading.
 */
@Tag("measure")
@Tag("targets")
@ExtendWith(TargetsExtension.class)
class FirstVerdictTargetTest {

    /** The system property in which Surefire passes the local repository of Maven. */
    private static final String LOCAL_REPOSITORY = "localRepository";

    private static final Duration TARGET = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @TempDir
    Path directory;

    @Test
    void isThere(Targets targets) throws IOException, InterruptedException {
        String downloaded = System.getProperty(LOCAL_REPOSITORY);
        assumeThat(downloaded).as("set by Maven: " + LOCAL_REPOSITORY).isNotNull();
        new Newcomer(directory, Path.of(downloaded)).write();

        Duration first = test();
        Path verdicts = directory.resolve("target/race-report/verdicts.json");
        assertThat(verdicts).content().contains("\"R01\"").contains("NO_STALE_AFTER_ACK");
        Duration second = test();

        String words = String.format(
                Locale.ROOT,
                "`mvn test` of a new project until the verdict of R01 and Maven's end: %.1f s with an empty local repository, %.1f s when run again; artifacts are copied from a directory instead of downloaded, the binaries of the servers were unpacked before",
                first.toMillis() / 1e3,
                second.toMillis() / 1e3);
        targets.add(Target.FIRST_VERDICT, words, first.compareTo(TARGET) <= 0);
    }

    private Duration test() throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        String settings = directory.resolve("settings.xml").toString();
        long started = System.nanoTime();
        Process maven = new ProcessBuilder(List.of(
                        "mvn",
                        "-B",
                        "-s",
                        settings,
                        "-gs",
                        settings,
                        "-Dmaven.repo.local=" + directory.resolve("repository"),
                        "-Dtest=PointsRacesTest#R01*",
                        "test"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        maven.getOutputStream().close();
        boolean ended = maven.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        Duration taken = Duration.ofNanos(System.nanoTime() - started);
        if (!ended) {
            maven.destroyForcibly();
        }
        assertThat(ended && maven.exitValue() == 0)
                .as(() -> "mvn test of a new project: " + read(output))
                .isTrue();
        return taken;
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "no output: " + e;
        }
    }
}

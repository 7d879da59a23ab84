package io.github.cacheconsistency.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Invalid arguments are rejected before anything starts. */
class CommandLineTest {

    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "--workload=nope, Unknown workload: nope. Expected all or some of hit",
        "--strategy=nope, Unknown strategy or other contestant: nope. Expected all or some of raw",
        "--contestants=nope, Unknown strategy or other contestant: nope. Expected all or some of raw",
        "--threads=0, '--threads must be 1 to 1000, found 0'",
        "--threads=5000, '--threads must be 1 to 1000, found 5000'",
        "--threads=many, Invalid value for option '--threads' (N): 'many' is not an int",
        "--latency=-1, '--latency must be 0 to 100, found -1'",
        "--rounds=0, '--rounds must be 1 to 1000, found 0'",
        "--slice=1, '--slice must be 10 to 60000, found 1'",
        "--nope, Unknown option: '--nope'",
    })
    void whatIsUnknownIsRefusedWithTheUsage(String argument, String message) {
        assertThat(execute(argument)).isEqualTo(2);

        assertThat(errors.toString()).contains(message).contains("Usage: benchmarks");
    }

    @Test
    void resultsOfAnotherFormatAreNotOverwritten(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("results.json");
        Files.writeString(file, "not JSON");

        assertThat(execute("--workload=hit", "--output=" + file)).isEqualTo(1);

        assertThat(errors.toString()).contains("Delete the file, or name another one");
        assertThat(file).hasContent("not JSON");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Benchmarks.commandLine();
        commandLine.setErr(new PrintWriter(errors, true));
        return commandLine.execute(arguments);
    }
}

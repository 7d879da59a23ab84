package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.report.Results.MicroResult;
import io.github.cacheconsistency.benchmarks.report.Results.SettingResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of results. It states at any moment whether it is complete: a run that is interrupted leaves its
 * measurements, marked as incomplete. Settings that this run does not measure again are kept if they come from the same
 * environment. Not thread-safe.
 */
public final class ResultsFile {

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private final Path file;
    private final Map<String, String> environment;
    private final List<SettingResult> settings;
    private final List<MicroResult> micro = new ArrayList<>();
    private boolean complete = true;

    private ResultsFile(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
        this.settings = new ArrayList<>();
    }

    /** Continues {@code file}, or starts anew if it does not exist or comes from another environment. */
    public static ResultsFile open(Path file, Map<String, String> environment) {
        ResultsFile results = new ResultsFile(file, environment);
        if (Files.exists(file)) {
            Results earlier = results.read();
            if (earlier.environment().equals(environment)) {
                results.settings.addAll(earlier.settings());
                results.micro.addAll(earlier.micro());
                results.complete = earlier.complete();
            }
        }
        return results;
    }

    /** Reads results that are not continued. */
    public static Results read(Path file) {
        return new ResultsFile(file, Map.of()).read();
    }

    private Results read() {
        try {
            return mapper.readValue(Files.readString(file), Results.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the results in " + file, e);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "Expected results of this version in " + file + ", found something else: " + e.getOriginalMessage()
                            + ". Delete the file, or name another one",
                    e);
        }
    }

    /** Adds or replaces a setting, and stores all results as incomplete. */
    public void put(SettingResult result) {
        int index = 0;
        while (index < settings.size() && !settings.get(index).sameAs(result)) {
            index++;
        }
        if (index < settings.size()) {
            settings.set(index, result);
        } else {
            settings.add(result);
        }
        write(false);
    }

    /** Replaces the results of JMH for this number of threads; the mark of completeness stays unchanged. */
    public Results putMicro(int threads, List<MicroResult> results) {
        micro.removeIf(result -> result.threads() == threads);
        micro.addAll(results);
        return write(complete);
    }

    /** Marks the run as complete; returns all results. */
    public Results complete() {
        return write(true);
    }

    private Results write(boolean complete) {
        Results results = new Results(complete, environment, List.copyOf(settings), List.copyOf(micro));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(part, mapper.writeValueAsString(results) + "\n");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot store the results in " + file, e);
        }
        return results;
    }
}

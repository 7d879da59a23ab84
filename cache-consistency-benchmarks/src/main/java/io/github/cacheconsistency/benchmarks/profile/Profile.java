package io.github.cacheconsistency.benchmarks.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.concurrent.Callable;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** A recording of the JDK Flight Recorder, and its stacks as input for flame graphs. */
public final class Profile {

    private Profile() {}

    /**
     * Records into {@code file} while {@code run} runs, and writes the samples to a file beside it that ends with
     * {@code .collapsed}.
     *
     * @param file replaced if it exists
     */
    public static <T> T during(Path file, Callable<T> run) {
        try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
            recording.start();
            T result = run.call();
            recording.stop();
            recording.dump(file);
            Files.write(file.resolveSibling(file.getFileName() + ".collapsed"), CollapsedStacks.of(file));
            return result;
        } catch (IOException | ParseException e) {
            throw new UncheckedIOException("Cannot record into " + file, new IOException(e));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The run that was recorded failed", e);
        }
    }
}

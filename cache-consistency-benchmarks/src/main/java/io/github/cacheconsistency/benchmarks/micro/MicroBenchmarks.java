package io.github.cacheconsistency.benchmarks.micro;

import io.github.cacheconsistency.benchmarks.ClassPath;
import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link HitBenchmark}. */
public final class MicroBenchmarks {

    private static final String CLASS_PATH = "java.class.path";

    private MicroBenchmarks() {}

    /** Prints as JMH does, and stores JMH's own JSON in {@code file}. */
    public static void run(List<Contestant> contestants, int threads, Scale scale, Path file) {
        // JMH starts JVMs with the class path of this one, which is that of Maven where Maven's JVM runs us.
        String before = System.getProperty(CLASS_PATH);
        System.setProperty(CLASS_PATH, ClassPath.ofThisJvm());
        try {
            new Runner(options(contestants, threads, scale, file)).run();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH could not run", e);
        } finally {
            System.setProperty(CLASS_PATH, before);
        }
    }

    private static Options options(List<Contestant> contestants, int threads, Scale scale, Path file) {
        return new OptionsBuilder()
                .include(HitBenchmark.class.getName())
                .param("contestant", contestants.stream().map(Contestant::id).toArray(String[]::new))
                .threads(threads)
                .forks(1)
                .warmupIterations(scale.quick() ? 1 : 3)
                .measurementIterations(scale.rounds())
                .warmupTime(TimeValue.seconds(1))
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .resultFormat(ResultFormatType.JSON)
                .result(file.toString())
                .build();
    }
}

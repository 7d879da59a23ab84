package io.github.cacheconsistency.benchmarks.micro;

import io.github.cacheconsistency.benchmarks.ClassPath;
import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.report.Results.MicroResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link HitBenchmark}. */
public final class MicroBenchmarks {

    /** The name of the allocation per operation in the GC profiler of JMH. */
    private static final String BYTES = "gc.alloc.rate.norm";

    /** The time to start servers and a context. */
    private static final Duration START = Duration.ofSeconds(8);

    private static final String CLASS_PATH = "java.class.path";

    private MicroBenchmarks() {}

    /** Prints the output of JMH, stores its JSON in {@code file}, and returns the results. */
    public static List<MicroResult> run(List<Contestant> contestants, int threads, Scale scale, Path file) {
        // JMH starts JVMs with the class path of this one, which is that of Maven if Maven runs this project in its own
        // JVM.
        String before = System.getProperty(CLASS_PATH);
        System.setProperty(CLASS_PATH, ClassPath.ofThisJvm());
        try {
            return new Runner(options(contestants, threads, scale, file))
                    .run().stream().map(MicroBenchmarks::result).toList();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH could not run", e);
        } finally {
            System.setProperty(CLASS_PATH, before);
        }
    }

    /** Returns the approximate duration. */
    public static Duration estimate(List<Contestant> contestants, Scale scale) {
        return START.plusSeconds(warmups(scale) + scale.rounds()).multipliedBy(contestants.size());
    }

    private static MicroResult result(RunResult run) {
        double error = run.getPrimaryResult().getScoreError();
        Result<?> bytes = run.getSecondaryResults().get(BYTES);
        if (bytes == null) {
            throw new IllegalStateException(
                    "Expected JMH's GC profiler to report '%s', found %s. Does this JVM count allocations?"
                            .formatted(BYTES, run.getSecondaryResults().keySet()));
        }
        return new MicroResult(
                run.getParams().getParam(HitBenchmark.CONTESTANT),
                run.getParams().getThreads(),
                run.getParams().getMeasurement().getCount(),
                run.getPrimaryResult().getScore(),
                Double.isFinite(error) ? error : 0,
                bytes.getScore());
    }

    private static int warmups(Scale scale) {
        return scale.quick() ? 1 : 3;
    }

    private static Options options(List<Contestant> contestants, int threads, Scale scale, Path file) {
        return new OptionsBuilder()
                .include(HitBenchmark.class.getName())
                .param(
                        HitBenchmark.CONTESTANT,
                        contestants.stream().map(Contestant::id).toArray(String[]::new))
                .threads(threads)
                .forks(1)
                .warmupIterations(warmups(scale))
                .measurementIterations(scale.rounds())
                .warmupTime(TimeValue.seconds(1))
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .resultFormat(ResultFormatType.JSON)
                .result(file.toString())
                .build();
    }
}

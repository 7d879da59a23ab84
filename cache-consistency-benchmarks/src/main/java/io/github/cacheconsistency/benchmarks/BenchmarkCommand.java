package io.github.cacheconsistency.benchmarks;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.contestant.Contestants;
import io.github.cacheconsistency.benchmarks.drive.Rounds;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Trial;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import io.github.cacheconsistency.benchmarks.micro.MicroBenchmarks;
import io.github.cacheconsistency.benchmarks.plan.Grid;
import io.github.cacheconsistency.benchmarks.plan.PublishedPlan;
import io.github.cacheconsistency.benchmarks.profile.Profile;
import io.github.cacheconsistency.benchmarks.report.Environment;
import io.github.cacheconsistency.benchmarks.report.Publication;
import io.github.cacheconsistency.benchmarks.report.Results;
import io.github.cacheconsistency.benchmarks.report.ResultsFile;
import io.github.cacheconsistency.benchmarks.report.TextTable;
import io.github.cacheconsistency.benchmarks.workload.Workloads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: its options, and what it runs. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures the strategies of cache-consistency against other caches, on embedded servers.",
        sortOptions = false)
final class BenchmarkCommand implements Callable<Integer> {

    private static final String PUBLISHED = "published";
    private static final int MOST_THREADS = 1_000;
    private static final long LONGEST_LATENCY_MILLIS = 100;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "NAME",
            description = "What to measure, or all: ${COMPLETION-CANDIDATES}",
            completionCandidates = Names.OfWorkloads.class,
            defaultValue = "all")
    List<String> workloads = List.of();

    @Option(
            names = {"--contestants", "--strategy"},
            split = ",",
            paramLabel = "NAME",
            description = "Whom to measure beside the raw client, or all: ${COMPLETION-CANDIDATES}",
            completionCandidates = Names.OfContestants.class,
            defaultValue = "all")
    List<String> contestants = List.of();

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            description = "Threads, 1 to " + MOST_THREADS + "; each workload has its own numbers")
    List<Integer> threads = List.of();

    @Option(
            names = "--latency",
            split = ",",
            paramLabel = "MS",
            description = "Milliseconds added to each round trip, 0 to " + LONGEST_LATENCY_MILLIS + " (default: 0,2)")
    List<Long> latencies = List.of();

    @Option(
            names = "--plan",
            paramLabel = "NAME",
            description = "Settings, rounds and contestants of their own, in the order of importance: " + PUBLISHED
                    + ", what the documentation reports. With --workload, --threads, --latency only those of it")
    @Nullable
    String plan;

    @Option(names = "--dry-run", description = "Measure nothing, only tell what would be measured, and for how long")
    boolean dryRun;

    @Option(names = "--quick", description = "Short slices, few rounds and small sizes: to compare roughly")
    boolean quick;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds that count, 1 to 1000")
    @Nullable
    Integer rounds;

    @Option(
            names = "--slice",
            paramLabel = "MS",
            description = "Milliseconds of each contestant in each round, 10 to 60000")
    @Nullable
    Integer slice;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where results go as JSON; those of other settings that are there stay"
                    + " (default: cache-consistency-benchmarks/target/benchmarks.json)")
    @Nullable
    Path output;

    @Option(
            names = "--publish",
            description = "Results go to docs/evidence/benchmarks.json, and the pages are written from them:"
                    + " docs/benchmarks.md and docs/evidence/benchmarks.md")
    boolean publish;

    @Option(names = "--page", description = "Measure nothing, only write the pages from docs/evidence/benchmarks.json")
    boolean pageOnly;

    @Option(
            names = "--jmh",
            description = "Only hits of one key, by JMH, each contestant in a JVM of its own: time and allocation")
    boolean jmh;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Records with the JDK's flight recorder, for jfr and JDK Mission Control;"
                    + " FILE.collapsed has the stacks of the slices for flame graphs")
    @Nullable
    Path profile;

    @Override
    public Integer call() {
        if (pageOnly) {
            return writePage(ResultsFile.read(output()));
        }
        List<Trial> trials = trials();
        if (jmh) {
            return micro();
        }
        System.out.print(Outline.of(trials));
        if (dryRun) {
            return 0;
        }
        return profile == null ? run(trials) : Profile.during(profile, () -> run(trials));
    }

    private int run(List<Trial> trials) {
        ResultsFile file = ResultsFile.open(output(), Environment.describe());
        Progress progress = new Progress(file);
        boolean complete = progress.during(trials, () -> new Rounds(progress).run(trials));
        Results results = complete ? file.complete() : ResultsFile.read(output());
        System.out.println(TextTable.of(results, trials));
        System.out.println("Results: " + output());
        if (publish) {
            writePage(results);
        }
        return complete ? 0 : 1;
    }

    private int micro() {
        int number = threads.isEmpty() ? 1 : threads.get(0);
        Scale scale = scale(quick ? Scale.QUICK : Scale.FULL);
        System.out.printf(
                "About %d s in all%n",
                MicroBenchmarks.estimate(contestants(), scale).toSeconds());
        if (dryRun) {
            return 0;
        }
        ResultsFile file = ResultsFile.open(output(), Environment.describe());
        Path log = root().resolve("cache-consistency-benchmarks/target/jmh.json");
        Results results = file.putMicro(number, MicroBenchmarks.run(contestants(), number, scale, log));
        return publish ? writePage(results) : 0;
    }

    private int writePage(Results results) {
        System.out.println("Page: " + Publication.write(results, root().resolve("docs")));
        return 0;
    }

    private Path output() {
        if (output != null) {
            return output;
        }
        return root().resolve(
                        publish || pageOnly
                                ? "docs/evidence/benchmarks.json"
                                : "cache-consistency-benchmarks/target/benchmarks.json");
    }

    private static Path root() {
        return Path.of(System.getProperty("benchmarks.root", "."))
                .toAbsolutePath()
                .normalize();
    }

    private Scale scale(Scale base) {
        return new Scale(
                base.warmups(),
                rounds == null ? base.rounds() : within("--rounds", rounds, 1, 1_000),
                slice == null ? base.slice() : Duration.ofMillis(within("--slice", slice, 10, 60_000)),
                base.quick() || quick);
    }

    private List<Trial> trials() {
        List<Workload> chosen = chosen("workload", workloads, Workloads.all(), Workload::id);
        threads.forEach(number -> within("--threads", number, 1, MOST_THREADS));
        latencies.forEach(latency -> within("--latency", latency.intValue(), 0, (int) LONGEST_LATENCY_MILLIS));
        List<Trial> trials = plan == null ? grid(chosen) : planned(chosen);
        if (trials.isEmpty()) {
            throw refused("Plan " + plan + " has nothing with these workloads, threads and latencies");
        }
        return trials;
    }

    private List<Trial> grid(List<Workload> chosen) {
        List<Long> delays = latencies.isEmpty() ? List.of(0L, 2L) : latencies;
        return new Grid(chosen, contestants(), threads, delays, scale(quick ? Scale.QUICK : Scale.FULL)).trials();
    }

    private List<Trial> planned(List<Workload> chosen) {
        if (!PUBLISHED.equals(plan)) {
            throw refused("Unknown plan: " + plan + ". Expected " + PUBLISHED);
        }
        Set<Contestant> wanted = Set.copyOf(contestants());
        return PublishedPlan.trials().stream()
                .filter(trial -> chosen.stream()
                        .anyMatch(workload ->
                                workload.id().equals(trial.workload().id())))
                .filter(trial ->
                        threads.isEmpty() || threads.contains(trial.setting().threads()))
                .filter(trial -> latencies.isEmpty()
                        || latencies.contains(trial.setting().latency().toMillis()))
                .map(trial -> new Trial(
                        trial.workload(),
                        trial.setting(),
                        trial.contestants().stream().filter(wanted::contains).toList(),
                        scale(trial.scale())))
                .toList();
    }

    private List<Contestant> contestants() {
        Set<String> chosen =
                chosen("strategy or other contestant", contestants, Contestants.all(), Contestant::id).stream()
                        .map(Contestant::id)
                        .collect(Collectors.toSet());
        // Ratios require the raw client.
        chosen.add(Contestant.RAW);
        return Contestants.all().stream()
                .filter(contestant -> chosen.contains(contestant.id()))
                .toList();
    }

    private <T> List<T> chosen(String kind, List<String> names, List<T> all, Function<T, String> nameOf) {
        if (names.contains("all")) {
            return all;
        }
        List<T> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(all.stream()
                    .filter(candidate -> nameOf.apply(candidate).equals(name))
                    .findFirst()
                    .orElseThrow(() -> refused("Unknown " + kind + ": " + name + ". Expected all or some of "
                            + all.stream().map(nameOf).collect(Collectors.joining(", ")))));
        }
        return chosen;
    }

    private int within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw refused(option + " must be " + least + " to " + most + ", found " + value);
        }
        return value;
    }

    private ParameterException refused(String message) {
        if (spec == null) {
            throw new IllegalStateException("Only picocli makes commands");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}

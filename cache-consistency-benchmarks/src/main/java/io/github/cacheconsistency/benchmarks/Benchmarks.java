package io.github.cacheconsistency.benchmarks;

import picocli.CommandLine;

/** The command line of the benchmarks. */
public final class Benchmarks {

    private Benchmarks() {}

    /** Exits with 0 after a run, with 1 if a run fails, and with 2 and the usage if the arguments are invalid. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchmarkCommand());
    }
}

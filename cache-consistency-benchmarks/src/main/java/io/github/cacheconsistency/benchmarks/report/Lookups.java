package io.github.cacheconsistency.benchmarks.report;

/** Finds results by what was measured. */
record Lookups(Results results) {

    /** Without added latency. */
    Lookup at(String workload, String variant, int threads) {
        return new Lookup(results.settings().stream()
                .filter(setting -> setting.workload().equals(workload)
                        && setting.variant().equals(variant)
                        && setting.threads() == threads
                        && setting.latencyMillis() == 0)
                .findFirst()
                .orElse(null));
    }
}

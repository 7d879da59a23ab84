package io.github.cacheconsistency.benchmarks.report;

/** Looks up settings in results. */
record Lookups(Results results) {

    /** Returns the setting without added latency. */
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

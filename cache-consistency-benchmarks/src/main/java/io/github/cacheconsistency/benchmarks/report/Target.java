package io.github.cacheconsistency.benchmarks.report;

/**
 * A target for a strategy.
 *
 * @param name the unique name, under which causes are documented
 * @param required the required value
 * @param measured the measured value
 */
record Target(String name, String required, String measured, Verdict verdict) {

    boolean missed() {
        return verdict == Verdict.MISSED;
    }
}

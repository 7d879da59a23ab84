package io.github.cacheconsistency.benchmarks.report;

/**
 * Something that a strategy is to reach.
 *
 * @param name no other target has it; causes are written down under it
 * @param required what was asked for
 * @param measured what was found
 */
record Target(String name, String required, String measured, Verdict verdict) {

    boolean missed() {
        return verdict == Verdict.MISSED;
    }
}

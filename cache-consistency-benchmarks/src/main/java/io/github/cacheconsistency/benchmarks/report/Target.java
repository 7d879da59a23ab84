package io.github.cacheconsistency.benchmarks.report;

/**
 * Something that a strategy is to reach.
 *
 * @param required what was asked for
 * @param measured what was found
 */
record Target(String name, String required, String measured, boolean met) {}

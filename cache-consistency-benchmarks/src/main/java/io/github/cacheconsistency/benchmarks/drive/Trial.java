package io.github.cacheconsistency.benchmarks.drive;

/** A workload under one setting. */
public record Trial(Workload workload, Setting setting) {}

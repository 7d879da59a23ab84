/**
 * Measures the library's strategies against caches of other projects, side by side in one run.
 *
 * <p>All contestants share one Redis, one MariaDB, one table, one serializer and one JVM. A run consists of rounds. In each
 * round every contestant gets a short slice of time, in random order, with slices of the raw client between them. The
 * comparison uses the ratio to the raw client just before and after, and reports its median over the rounds, so that a
 * temporarily slow machine affects both equally.
 *
 * <p>The first round of each setting is a warm-up and is discarded.
 */
@NullMarked
package io.github.cacheconsistency.benchmarks;

import org.jspecify.annotations.NullMarked;

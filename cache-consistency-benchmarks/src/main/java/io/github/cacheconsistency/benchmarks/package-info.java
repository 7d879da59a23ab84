/**
 * Measures the library's strategies against caches that others wrote, side by side in one run.
 *
 * <p>All contestants share one Redis, one MariaDB, one table, one serializer and one JVM. A run consists of rounds; in each
 * round every contestant gets a short slice of time, in shuffled order, with slices of the raw client between them. What is
 * compared is the ratio to the raw client just before and after, and what is reported its median over the rounds: a machine
 * that is slow for a while slows both.
 *
 * <p>The first round of each setting warms up and is thrown away.
 */
@NullMarked
package io.github.cacheconsistency.benchmarks;

import org.jspecify.annotations.NullMarked;
